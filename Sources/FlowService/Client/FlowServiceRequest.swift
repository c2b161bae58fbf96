/// One call of Flow Service, before addresses, headers and tokens are added. A class, since each function on the way to
/// the network holds it.
package final class FlowServiceRequest: Sendable {
  package struct QueryItem: Sendable {
    var name: String
    /// Not yet encoded.
    var value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  let method: HTTPRequest.Method
  /// The first segment of the path below `/data/foundation/flowservice`, which needs no encoding.
  let collection: StaticString
  /// The segments after it, not yet encoded: which of the collection, and what of that.
  let id: String?
  let part: String?
  let query: [QueryItem]
  let headers: [HTTPHeader]
  let body: [UInt8]?
  let effect: RequestEffect
  /// What must not come back in an error text.
  let mask: SecretMask

  package init(
    _ method: HTTPRequest.Method, _ collection: StaticString, _ id: String? = nil, _ part: String? = nil,
    query: [QueryItem] = [], headers: [HTTPHeader] = [], body: [UInt8]? = nil, effect: RequestEffect = .repeatable,
    mask: SecretMask = .none
  ) {
    self.method = method
    self.collection = collection
    self.id = id
    self.part = part
    self.query = query
    self.headers = headers
    self.body = body
    self.effect = effect
    self.mask = mask
  }

  /// The whole address, at the service of that root.
  func url(_ root: String) -> String {
    var url: [UInt8] = []
    // At once, for what most requests have.
    url.reserveCapacity(root.utf8.count + 128)
    root.withMemory { url.append(contentsOf: $0) }
    url.append(UInt8(ascii: "/"))
    collection.withUTF8Buffer { url.append(contentsOf: $0) }
    if let id { url.append(segment: id) }
    if let part { url.append(segment: part) }
    var separator = UInt8(ascii: "?")
    for item in query {
      url.append(separator)
      url.append(percentEncoding: item.name)
      url.append(UInt8(ascii: "="))
      // The equals signs of a filter (`name==x`) and the commas of a choice stand as the service documents them.
      url.append(percentEncoding: item.value, allowing: "=,")
      separator = UInt8(ascii: "&")
    }
    return String(decoding: url, as: UTF8.self)
  }
}

extension [UInt8] {
  fileprivate mutating func append(segment: String) {
    append(UInt8(ascii: "/"))
    append(percentEncoding: segment)
  }
}

extension FlowServiceRequest: CustomStringConvertible, CustomDebugStringConvertible {
  /// Without headers and body.
  package var description: String {
    "\(method.rawValue) /" + (["\(collection)"] + [id, part].compactMap(\.self)).joined(separator: "/")
  }
  package var debugDescription: String { description }
}
