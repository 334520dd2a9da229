package dev.hearth.marketplace.console;

import dev.hearth.marketplace.account.Account;
import dev.hearth.marketplace.account.Accounts;
import dev.hearth.marketplace.console.SentForm.SentFile;
import dev.hearth.marketplace.console.form.Field;
import dev.hearth.marketplace.console.form.InputForm;
import dev.hearth.marketplace.console.run.Fault;
import dev.hearth.marketplace.console.run.RecentInputs;
import dev.hearth.marketplace.console.run.RunException;
import dev.hearth.marketplace.console.run.RuntimeClient;
import dev.hearth.marketplace.console.session.Visitor;
import dev.hearth.sdk.json.Json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns a sent form into a request in the queue. */
@ApplicationScoped
class Playground {
  private static final int UNPROCESSABLE = 422;
  private static final int BAD_GATEWAY = 502;

  private static final int PAYMENT_REQUIRED = 402;
  private static final int NANO_DIGITS = 9;
  private static final Pattern AMOUNT = Pattern.compile("\\$(\\d{1,12}(?:\\.\\d{1,12})?)");

  private final RuntimeClient runtime;
  private final RecentInputs inputs;
  private final Accounts accounts;

  Playground(RuntimeClient runtime, RecentInputs inputs, Accounts accounts) {
    this.accounts = accounts;
    this.runtime = runtime;
    this.inputs = inputs;
  }

  /** What became of a sent form. */
  sealed interface Outcome {
    /** It waits in the queue. */
    record Submitted(String requestId) implements Outcome {}

    /**
     * It can't run as it is.
     *
     * @param status HTTP status that says so
     */
    record Returned(int status, FormView form) implements Outcome {}
  }

  static FormView blank(ShownEndpoint endpoint) {
    return new FormView(endpoint.form().blank().fields(), List.of());
  }

  Outcome submit(ShownEndpoint endpoint, Visitor visitor, SentForm sent) {
    InputForm form = endpoint.form();
    Map<String, String> texts = new HashMap<>(sent.texts());
    Map<String, String> failedUploads = upload(form, visitor, sent, texts);
    var filled = form.read(texts, failedUploads);
    Optional<JsonObject> input = filled.input();
    if (input.isEmpty()) {
      return new Outcome.Returned(UNPROCESSABLE, new FormView(filled.fields(), List.of()));
    }
    try {
      String id = runtime.submit(visitor.key(), endpoint.id(), input.get());
      inputs.remember(visitor.account().id(), id, endpoint.path(), input.get());
      return new Outcome.Submitted(id);
    } catch (RunException e) {
      return refused(form, texts, visitor, e);
    }
  }

  /** Uploads the chosen files and writes their addresses into {@code texts}. */
  private Map<String, String> upload(
      InputForm form, Visitor visitor, SentForm sent, Map<String, String> texts) {
    Map<String, String> failed = new HashMap<>();
    for (Field field : form.fields()) {
      SentFile file = sent.files().get(field.fileParameter());
      if (file == null) {
        continue;
      }
      try {
        String url =
            runtime.upload(visitor.key(), file.path(), file.contentType(), file.fileName());
        texts.put(field.parameter(), url);
      } catch (RunException e) {
        failed.put(field.name(), e.faults().getFirst().message());
      }
    }
    return failed;
  }

  private Outcome refused(
      InputForm form, Map<String, String> texts, Visitor visitor, RunException refusal) {
    Map<String, String> byField = new HashMap<>();
    for (Fault fault : refusal.faults()) {
      byField.putIfAbsent(fault.topField(), fault.message());
    }
    List<Fault> others = new ArrayList<>(refusal.faults());
    others.removeIf(fault -> form.fields().stream().anyMatch(field -> at(field, fault)));
    if (refusal.status() == PAYMENT_REQUIRED) {
      others.add(new Fault("", funds(visitor.account(), refusal)));
    }
    int status = refusal.status() >= 400 && refusal.status() < 500 ? refusal.status() : BAD_GATEWAY;
    return new Outcome.Returned(status, new FormView(form.read(texts, byField).fields(), others));
  }

  /** What the visitor has, and what is missing of the amount that the runtime named. */
  private String funds(Account account, RunException refusal) {
    BigDecimal balance = BigDecimal.valueOf(accounts.balanceNanos(account), NANO_DIGITS);
    Matcher amount = AMOUNT.matcher(refusal.faults().getFirst().message());
    String has = "Your balance is " + Dollars.of(balance) + ".";
    if (!amount.find()) {
      return has;
    }
    BigDecimal missing = new BigDecimal(amount.group(1)).subtract(balance);
    return missing.signum() > 0 ? has + " At least " + Dollars.of(missing) + " is missing." : has;
  }

  private static boolean at(Field field, Fault fault) {
    return !fault.field().isEmpty() && field.name().equals(fault.topField());
  }
}
