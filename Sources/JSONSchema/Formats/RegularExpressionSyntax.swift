/// `regex`: what `pattern` takes, a regular expression of ECMA-262 within the limits of `RegularExpression`.
enum RegularExpressionSyntax {
  static func isRegularExpression(_ text: Span<UInt8>) -> Bool {
    guard let utf8 = try? UTF8Span(validating: text) else { return false }
    return (try? RegularExpression(String(copying: utf8))) != nil
  }
}
