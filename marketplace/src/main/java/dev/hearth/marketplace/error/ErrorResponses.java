package dev.hearth.marketplace.error;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jdbi.v3.core.JdbiException;

/** Turns every refusal and failure of the API into fal's error shape. */
final class ErrorResponses {
  private static final Logger LOG = Logger.getLogger(ErrorResponses.class);

  /** SQL states of "character not in repertoire" and "untranslatable character". */
  private static final Set<String> UNTRANSLATABLE = Set.of("22021", "22P05");

  private static final String[] API_PATHS = {"v1/", "internal/"};

  @ServerExceptionMapper
  RestResponse<ErrorBody> refused(CallException refusal) {
    return answer(refusal.code().httpStatus(), refusal.reason());
  }

  @ServerExceptionMapper
  RestResponse<ErrorBody> invalid(ConstraintViolationException violations) {
    String message =
        violations.getConstraintViolations().stream()
            .map(violation -> lastOf(violation.getPropertyPath()) + " " + violation.getMessage())
            .sorted()
            .collect(Collectors.joining("; "));
    return answer(ErrorCode.INVALID_INPUT.httpStatus(), message);
  }

  @ServerExceptionMapper
  RestResponse<ErrorBody> mismatched(MismatchedInputException mismatch) {
    String where =
        mismatch.getPath().stream()
            .map(
                step ->
                    step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
            .collect(Collectors.joining("."));
    return answer(
        400, "the body doesn't fit at \"" + where + "\": " + mismatch.getOriginalMessage());
  }

  @ServerExceptionMapper
  RestResponse<ErrorBody> malformed(JsonProcessingException malformed) {
    return answer(400, "the body is no JSON: " + malformed.getOriginalMessage());
  }

  /** What JAX-RS itself refuses: unknown paths, methods and media types, unreadable bodies. */
  @ServerExceptionMapper
  Response refusedByJaxRs(WebApplicationException refusal, UriInfo uri) {
    Response own = refusal.getResponse();
    if (own.hasEntity() || !isApi(uri)) {
      return own;
    }
    int status = own.getStatus();
    return Response.fromResponse(own)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(ErrorBody.of(status, sentence(status, refusal), UUID.randomUUID().toString()))
        .build();
  }

  /** Text that PostgreSQL can't store is the caller's mistake; anything else is ours. */
  @ServerExceptionMapper
  RestResponse<ErrorBody> refusedByDatabase(JdbiException failure) {
    if (failure.getCause() instanceof SQLException cause
        && UNTRANSLATABLE.contains(String.valueOf(cause.getSQLState()))) {
      return answer(422, "a text has the character U+0000 or is no Unicode text");
    }
    return failed(failure);
  }

  @ServerExceptionMapper
  RestResponse<ErrorBody> failed(Throwable failure) {
    String requestId = UUID.randomUUID().toString();
    LOG.errorf(failure, "request failed, requestId=%s", requestId);
    return answer(500, "the marketplace failed; its log has more under this request id", requestId);
  }

  private static boolean isApi(UriInfo uri) {
    String path = uri.getPath().startsWith("/") ? uri.getPath().substring(1) : uri.getPath();
    for (String api : API_PATHS) {
      if (path.startsWith(api)) {
        return true;
      }
    }
    return false;
  }

  private static String sentence(int status, WebApplicationException refusal) {
    Throwable cause = refusal.getCause();
    if (cause instanceof JsonProcessingException malformed) {
      return "the body is no JSON: " + malformed.getOriginalMessage();
    }
    return switch (status) {
      case 404 -> "no such path";
      case 405 -> "this path doesn't take that method";
      case 406 -> "answers are application/json only";
      case 415 -> "this path doesn't take that media type";
      default -> String.valueOf(refusal.getMessage());
    };
  }

  private static String lastOf(jakarta.validation.Path path) {
    String whole = path.toString();
    return whole.substring(whole.lastIndexOf('.') + 1);
  }

  private static RestResponse<ErrorBody> answer(int status, String message) {
    return answer(status, message, UUID.randomUUID().toString());
  }

  private static RestResponse<ErrorBody> answer(int status, String message, String requestId) {
    return RestResponse.ResponseBuilder.create(
            RestResponse.Status.fromStatusCode(status), ErrorBody.of(status, message, requestId))
        .type(MediaType.APPLICATION_JSON_TYPE)
        .build();
  }
}
