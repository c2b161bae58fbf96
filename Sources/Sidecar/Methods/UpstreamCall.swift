import FlowService
import JSONRPC

extension Method.Outcome {
  /// Work that calls Flow Service and may fail as such calls do. It takes one of the places that bound how much is under
  /// way at once.
  static func calling(
    _ kind: Method.Work, _ work: @escaping @Sendable () async throws(FlowServiceError) -> [UInt8]
  ) -> Method.Outcome {
    .work(kind) { () async throws(ErrorObject) in
      do throws(FlowServiceError) {
        return .result(try await work())
      } catch {
        throw ErrorObject(error)
      }
    }
  }
}
