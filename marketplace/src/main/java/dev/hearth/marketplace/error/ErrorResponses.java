package dev.hearth.marketplace.error;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.hearth.coldstart.blobstore.BlobStoreException;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.error.FieldError;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jdbi.v3.core.JdbiException;

/**
 * Turns every refusal and failure of the API into fal's error shape. On other paths only the status
 * is set: what people see there is the console's affair.
 */
final class ErrorResponses {
  private static final Logger LOG = Logger.getLogger(ErrorResponses.class);

  /** SQL states of "character not in repertoire" and "untranslatable character". */
  private static final Set<String> UNTRANSLATABLE = Set.of("22021", "22P05");

  @ServerExceptionMapper
  Response refused(CallException refusal, UriInfo uri) {
    String requestId = UUID.randomUUID().toString();
    int status = refusal.code().httpStatus();
    return answer(uri, status, refusal.reason(), requestId, refusal.fields());
  }

  @ServerExceptionMapper
  Response invalid(ConstraintViolationException violations, UriInfo uri) {
    String message =
        violations.getConstraintViolations().stream()
            .map(violation -> lastOf(violation.getPropertyPath()) + " " + violation.getMessage())
            .sorted()
            .collect(Collectors.joining("; "));
    return answer(uri, ErrorCode.INVALID_INPUT.httpStatus(), message);
  }

  @ServerExceptionMapper
  Response malformed(JsonProcessingException malformed, UriInfo uri) {
    return answer(uri, ErrorCode.BAD_REQUEST.httpStatus(), sentence(malformed));
  }

  @ServerExceptionMapper
  Response mismatched(MismatchedInputException mismatch, UriInfo uri) {
    return malformed(mismatch, uri);
  }

  /** What JAX-RS itself refuses: unknown paths, methods and media types, unreadable bodies. */
  @ServerExceptionMapper
  Response refusedByJaxRs(WebApplicationException refusal, UriInfo uri) {
    Response own = refusal.getResponse();
    if (own.hasEntity() || !isApi(uri)) {
      return own;
    }
    if (refusal instanceof NotFoundException && refusal.getCause() != null) {
      return answer(
          uri, ErrorCode.INVALID_INPUT.httpStatus(), "a parameter is not of the right kind");
    }
    int status = own.getStatus();
    return Response.fromResponse(own)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(ErrorBody.of(status, sentence(status, refusal), UUID.randomUUID().toString()))
        .build();
  }

  /** Text that PostgreSQL can't store is the caller's mistake; anything else is ours. */
  @ServerExceptionMapper
  Response refusedByDatabase(JdbiException failure, UriInfo uri) {
    if (failure.getCause() instanceof SQLException cause
        && UNTRANSLATABLE.contains(String.valueOf(cause.getSQLState()))) {
      return answer(
          uri,
          ErrorCode.INVALID_INPUT.httpStatus(),
          "a text has the character U+0000 or is no Unicode text");
    }
    return failed(failure, uri);
  }

  /**
   * A store that is out of reach for a moment is worth another try; the rest is for the operator.
   */
  @ServerExceptionMapper
  Response blobStoreFailed(BlobStoreException failure, UriInfo uri) {
    if (!failure.retryable()) {
      return failed(failure, uri);
    }
    String requestId = UUID.randomUUID().toString();
    LOG.warnf(failure, "the blob store isn't available, requestId=%s", requestId);
    return answer(uri, 503, "the blob store isn't available; try again", requestId);
  }

  @ServerExceptionMapper
  Response failed(Throwable failure, UriInfo uri) {
    String requestId = UUID.randomUUID().toString();
    LOG.errorf(failure, "request failed, requestId=%s", requestId);
    String message = "the marketplace failed; its log says more under this request id";
    return answer(uri, ErrorCode.INTERNAL.httpStatus(), message, requestId);
  }

  private static boolean isApi(UriInfo uri) {
    String path = uri.getRequestUri().getPath();
    return path.startsWith("/v1/") || path.startsWith("/internal/");
  }

  private static String sentence(int status, WebApplicationException refusal) {
    if (refusal.getCause() instanceof JsonProcessingException malformed) {
      return sentence(malformed);
    }
    return switch (status) {
      case 400 -> "the body or a parameter can't be read";
      case 404 -> "no such path";
      case 405 -> "this path doesn't take that method";
      case 406 -> "answers are application/json only";
      case 415 -> "this path doesn't take that media type";
      default -> String.valueOf(refusal.getMessage());
    };
  }

  private static String sentence(JsonProcessingException malformed) {
    return malformed instanceof JsonMappingException mismatch
        ? "the body doesn't fit at \"%s\": %s"
            .formatted(where(mismatch), mismatch.getOriginalMessage())
        : "the body is no JSON: " + malformed.getOriginalMessage();
  }

  private static String where(JsonMappingException mismatch) {
    return mismatch.getPath().stream()
        .map(
            step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
        .collect(Collectors.joining("."));
  }

  private static String lastOf(jakarta.validation.Path path) {
    String whole = path.toString();
    return whole.substring(whole.lastIndexOf('.') + 1);
  }

  private static Response answer(UriInfo uri, int status, String message) {
    return answer(uri, status, message, UUID.randomUUID().toString());
  }

  private static Response answer(UriInfo uri, int status, String message, String requestId) {
    return answer(uri, status, message, requestId, List.of());
  }

  private static Response answer(
      UriInfo uri, int status, String message, String requestId, List<FieldError> faults) {
    Response.ResponseBuilder answer = Response.status(status);
    return isApi(uri)
        ? answer
            .type(MediaType.APPLICATION_JSON_TYPE)
            .entity(ErrorBody.of(status, message, requestId, faults))
            .build()
        : answer.build();
  }
}
