import Foundation
import TestSupport
import Testing

/// Holds the requests that arrived at a server against what Adobe publishes of Flow Service.
///
/// With `FLOW_SIDECAR_SENT_REQUESTS=FILE` they are written there besides, so that anybody can compare them.
enum SentRequests {
  static func check(_ requests: [LoopbackRequest]) {
    for request in requests {
      let departures = PublishedDescription.departures(of: published(request))
      #expect(departures == [])
    }
    write(requests)
  }

  /// The operations that these requests are of.
  static func operations(_ requests: [LoopbackRequest]) -> Set<String> {
    Set(requests.compactMap { PublishedDescription.operation(of: published($0)) }.map { "\($0.method) \($0.path)" })
  }

  private static func published(_ request: LoopbackRequest) -> PublishedDescription.Request {
    PublishedDescription.Request(
      request.method, request.target, headers: request.headers, body: request.body.isEmpty ? nil : request.body)
  }

  private static let file: FileHandle? = {
    guard let path = TestEnvironment.variable("FLOW_SIDECAR_SENT_REQUESTS") else { return nil }
    guard FileManager.default.createFile(atPath: path, contents: nil) else { return nil }
    return FileHandle(forWritingAtPath: path)
  }()

  private static func write(_ requests: [LoopbackRequest]) {
    guard let file else { return }
    for request in requests {
      let headers = request.headers.map { "\($0.name): \($0.value)\n" }.joined()
      let text = "\(request.method) \(request.target) \(request.version)\n\(headers)\n\(request.text)\n\n"
      do { try file.write(contentsOf: Data(text.utf8)) } catch {
        Issue.record("the requests cannot be written: \(error)")
      }
    }
  }
}
