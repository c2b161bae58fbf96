import FlowService
import JSON

/// What can be done to a connection that exists.
extension SimulatedService {
  mutating func update(_ id: String, _ request: HTTPRequest, now: Duration, requestID: String) -> HTTPResponse {
    guard request.headers["Content-Type"]?.hasPrefix("application/json") ?? false else {
      return SimulatedAnswers.problem(400, "BadRequestError", "A valid content-type must be specified")
    }
    guard let index = visibleIndex(id, now) else { return notFound(id, requestID) }
    guard let wanted = request.headers["If-Match"] else {
      return refusal(1403, "The If-Match header is missing.", requestID)
    }
    if let busy = transition(connections[index], now, requestID) { return busy }
    if connections[index].scenarios.contains(.changedMeanwhile), happensFirst(.changedMeanwhile, to: id) {
      connections[index].change(to: connections[index].body, etag: newEtag(like: connections[index].etag), now: now)
    }
    guard wanted == connections[index].etag else {
      let message =
        "Supplied version=[\(wanted)] does not match the current version on entity=[\(connections[index].etag)]"
      return SimulatedAnswers.flow(
        1404, 412, "Precondition Failed", message, requestID: requestID, id: id, type: "connections")
    }
    guard let operations = try? JSONDocument(request.body ?? []).root else {
      return SimulatedAnswers.problem(400, "BadRequestError", "The body is not JSON.")
    }
    do throws(SimulatedPatch.Refusal) {
      let body = try SimulatedPatch.apply(operations, to: connections[index].body)
      connections[index].change(to: body, etag: newEtag(like: connections[index].etag), now: now)
    } catch {
      return refusal(error.number, error.message, requestID)
    }
    let etag = connections[index].etag
    return SimulatedAnswers.json(200) { writer in
      writer.beginObject()
      writer.member("id", id)
      writer.member("etag", etag)
      writer.endObject()
    }
  }

  mutating func delete(_ id: String, now: Duration, requestID: String) -> HTTPResponse {
    guard let index = visibleIndex(id, now) else { return notFound(id, requestID) }
    if connections[index].scenarios.contains(.inUse) {
      return refusal(1418, "The connection \(id) is used by a flow and cannot be deleted.", requestID)
    }
    connections[index].deleted = now
    return HTTPResponse(status: 204)
  }

  func test(_ id: String, now: Duration, requestID: String) -> HTTPResponse {
    guard let index = visibleIndex(id, now) else { return notFound(id, requestID) }
    let connection = connections[index]
    return SimulatedAnswers.json(200) { writer in
      writer.beginObject()
      writer.member("result", connection.state(now) == "enabled" && !connection.scenarios.contains(.testFails))
      writer.endObject()
    }
  }

  func explore(_ id: String, _ url: SimulatedURL, now: Duration, requestID: String) -> HTTPResponse {
    guard let index = visibleIndex(id, now) else { return notFound(id, requestID) }
    if let busy = transition(connections[index], now, requestID) { return busy }
    switch SimulatedSource.explore(url, isCRM: connections[index].specID == Self.salesforceSpecID) {
    case .success(let response): return response
    case .failure(let problem): return refusal(problem.number, problem.message, requestID)
    }
  }

  /// The refusal of what cannot be done while a connection is on its way to another state.
  private func transition(_ connection: SimulatedConnection, _ now: Duration, _ requestID: String) -> HTTPResponse? {
    let state = connection.state(now)
    guard state != "enabled", state != "disabled" else { return nil }
    return refusal(
      1417, "The connection \(connection.id) is in the state \(state); try again once it is enabled.", requestID)
  }

  private func refusal(_ number: Int, _ message: String, _ requestID: String) -> HTTPResponse {
    SimulatedAnswers.flow(number, 400, "Bad Request", message, requestID: requestID)
  }
}
