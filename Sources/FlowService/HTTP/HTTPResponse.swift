/// What came back: any HTTP answer that arrived whole, whatever its status.
package struct HTTPResponse: Sendable {
  package var status: Int
  package var headers: HTTPFields
  package var body: [UInt8]

  package init(status: Int, headers: HTTPFields = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}
