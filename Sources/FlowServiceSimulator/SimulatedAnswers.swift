import FlowService
import JSON

/// The bodies of the simulated service's answers.
enum SimulatedAnswers {
  static func json(_ status: Int, _ write: (inout JSONWriter) -> Void) -> HTTPResponse {
    var writer = JSONWriter()
    write(&writer)
    return HTTPResponse(status: status, headers: [HTTPHeader("Content-Type", "application/json")], body: writer.bytes)
  }

  /// An error of Flow Service itself.
  static func flow(
    _ number: Int, _ status: Int, _ title: String, _ message: String, requestID: String, id: String? = nil,
    type: String? = nil
  ) -> HTTPResponse {
    json(status) { writer in
      writer.beginObject()
      writer.member("type", "https://ns.adobe.com/aep/errors/FLOW-\(number)-\(status)")
      writer.member("title", title)
      writer.member("status", status)
      writer.name("report")
      writer.beginObject()
      writer.member("detailed-message", message)
      writer.member("id", ifPresent: id)
      writer.member("request-id", requestID)
      writer.member("type", ifPresent: type)
      writer.endObject()
      writer.member("errorMessage", message)
      writer.member("errorDetails", message)
      writer.endObject()
    }
  }

  /// An error of the gateway in front of it.
  static func gateway(_ status: Int, code: String, _ message: String) -> HTTPResponse {
    json(status) { writer in
      writer.beginObject()
      writer.member("error_code", code)
      writer.member("message", message)
      writer.endObject()
    }
  }

  /// An error of the platform's own shape.
  static func problem(_ status: Int, _ title: String, _ detail: String) -> HTTPResponse {
    json(status) { writer in
      writer.beginObject()
      writer.member("type", "/placeholder/type/uri")
      writer.member("status", status)
      writer.member("title", title)
      writer.member("detail", detail)
      writer.endObject()
    }
  }

  /// The older shape of Flow Service.
  static func message(_ status: Int, _ message: String) -> HTTPResponse {
    json(status) { writer in
      writer.beginObject()
      writer.member("errorMessage", message)
      writer.member("errorDetails", message)
      writer.endObject()
    }
  }
}
