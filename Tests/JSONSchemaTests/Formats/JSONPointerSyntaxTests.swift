import JSONSchema
import Testing

@Suite("json-pointer, relative-json-pointer")
struct JSONPointerSyntaxTests {
  static let pointers = [
    "", "/", "//", "/auth/params", "/a~0b~1c", "/~0", "/~1~1", "/ ", "/\n", "/\0", "/\"\\", "/ü", "/😀", "/#", "/0/-",
  ]
  static let faults = [
    "~", "~0", "a", "a/b", "#", "#/a", " /a", "/~", "/a~", "/~2", "/~/", "/~~0", "/a/~b", "/~\u{660}",
  ]

  @Test(arguments: pointers)
  func accepts(_ text: String) {
    #expect(matches(.jsonPointer, text))
    for prefix in ["0", "1", "10", "98765432109876543210"] { #expect(matches(.relativeJSONPointer, prefix + text)) }
    for prefix in ["", "00", "01", "-1", "+1", "1.0", "١", " 1", "1 ", "0#"] where !(prefix == "0#" && text.isEmpty) {
      #expect(!matches(.relativeJSONPointer, prefix + text), "\(prefix)")
    }
  }

  @Test(arguments: faults)
  func refuses(_ text: String) {
    #expect(!matches(.jsonPointer, text))
    #expect(!matches(.relativeJSONPointer, text))
    if text != "#" { #expect(!matches(.relativeJSONPointer, "1" + text)) }
  }

  @Test("a relative pointer may ask for the name")
  func name() {
    for text in ["0#", "12#"] { #expect(matches(.relativeJSONPointer, text)) }
    for text in ["#", "0##", "00#", "0#/", "0/#a~", "0#\n"] { #expect(!matches(.relativeJSONPointer, text), "\(text)") }
  }
}
