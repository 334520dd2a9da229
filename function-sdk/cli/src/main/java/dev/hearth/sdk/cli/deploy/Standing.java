package dev.hearth.sdk.cli.deploy;

import dev.hearth.sdk.cli.connection.Client;
import dev.hearth.sdk.json.Json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Changes who may see and call a function, and at what price. */
public final class Standing {
  private final Client owner;

  /** With the key of the function's owner. */
  public Standing(Client owner) {
    this.owner = owner;
  }

  /**
   * Makes a function {@code private} or {@code unlisted}.
   *
   * @param function {@code owner/name}
   * @param unitPrice dollars per unit for others; null leaves it as it is, or free
   * @return the visibility that it has then
   */
  String set(String function, String visibility, @Nullable String unitPrice)
      throws InterruptedException {
    var wanted = JsonObject.builder().put("visibility", visibility);
    if (unitPrice != null) {
      wanted.put("unit_price", unitPrice);
    }
    String name = function.substring(function.indexOf('/') + 1);
    return owner
        .send("PUT", owner.console("/v1/functions/" + name + "/visibility"), wanted.build())
        .orFail("making " + function + " " + visibility)
        .json()
        .asObject()
        .string("visibility");
  }

  /** Asks for a listing at that price; of a listed function this changes the price. */
  public String submit(String function, String visibility, String unitPrice)
      throws InterruptedException {
    return visibility.equals("listed")
        ? list(owner, function, unitPrice)
        : set(function, "submitted", unitPrice);
  }

  /** Lists a submitted function with an admin's key, at a price per unit in dollars. */
  public static String list(Client admin, String function, String unitPrice)
      throws InterruptedException {
    return admin
        .send(
            "PUT",
            admin.console("/v1/functions/" + function + "/listing"),
            JsonObject.builder().put("unit_price", unitPrice).build())
        .orFail("listing " + function)
        .json()
        .asObject()
        .string("visibility");
  }
}
