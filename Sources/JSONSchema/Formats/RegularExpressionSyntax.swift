/// `regex`: whether the text is a regular expression of ECMA-262, section 21.2.1.
///
/// The one place where the formats meet the regular-expression engine. It asks for the syntax only: a pattern that is
/// too large to be run is a regular expression all the same.
func isRegularExpression(_ text: Span<UInt8>) -> Bool {
  var bytes: [UInt8] = []
  bytes.reserveCapacity(text.count)
  for index in text.indices { bytes.append(text[index]) }
  guard let pattern = String(validating: bytes, as: UTF8.self) else { return false }
  var parser = RegularExpression.Parser(pattern)
  do throws(RegularExpression.SyntaxError) {
    _ = try parser.parse()
    return true
  } catch {
    return false
  }
}
