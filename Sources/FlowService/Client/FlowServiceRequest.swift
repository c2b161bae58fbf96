/// One call of Flow Service, before addresses, headers and tokens are added.
package struct FlowServiceRequest: Sendable {
  package struct QueryItem: Sendable {
    var name: String
    /// Not yet encoded.
    var value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  var method: HTTPRequest.Method
  /// The segments below `/data/foundation/flowservice`, not yet encoded.
  var path: [String]
  var query: [QueryItem]
  var headers: [HTTPHeader]
  var body: [UInt8]?
  var effect: RequestEffect
  /// What must not come back in an error text.
  var mask: SecretMask

  package init(
    _ method: HTTPRequest.Method, _ path: [String], query: [QueryItem] = [], headers: [HTTPHeader] = [],
    body: [UInt8]? = nil, effect: RequestEffect = .repeatable, mask: SecretMask = .none
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.headers = headers
    self.body = body
    self.effect = effect
    self.mask = mask
  }

  func url(_ baseURL: String) -> String {
    var url = baseURL + "/data/foundation/flowservice"
    for segment in path { url += "/" + percentEncoded(segment) }
    var separator = "?"
    for item in query {
      // The equals signs of a filter (`name==x`) and the commas of a choice stand as the service documents them.
      url += separator + percentEncoded(item.name) + "=" + percentEncoded(item.value, allowing: "=,")
      separator = "&"
    }
    return url
  }
}

extension FlowServiceRequest: CustomStringConvertible, CustomDebugStringConvertible {
  /// Without headers and body.
  package var description: String { "\(method.rawValue) /\(path.joined(separator: "/"))" }
  package var debugDescription: String { description }
}
