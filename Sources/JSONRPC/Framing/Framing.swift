/// How messages follow one another on a stream of bytes.
package enum Framing: String, Sendable, CaseIterable {
  /// One JSON text a line, as in MCP's stdio transport and with `jq -c`.
  case line
  /// `Content-Length` headers, as in the Base Protocol of LSP.
  case header
  /// JSON texts one after the other, however they are laid out, as `jq` prints them. Answered a line each.
  case value
}
