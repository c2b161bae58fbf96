import Testing

@testable import FlowService

@Suite struct HTTPDateTests {
  @Test(
    arguments: [
      ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777), ("Sun Nov  6 08:49:37 1994", 784_111_777),
      ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("Thu, 29 Feb 2024 23:59:59 GMT", 1_709_251_199),
      ("Friday, 06-Nov-26 08:49:37 GMT", 1_793_954_977), ("Wed, 31 Dec 2025 23:59:60 GMT", 1_767_225_600),
    ] as [(String, Int64)])
  func read(text: String, seconds: Int64) {
    #expect(HTTPDate.seconds(text) == seconds)
  }

  @Test(arguments: [
    "", "120", "Sun, 06 Nov 1994", "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, 06 Nov 1994 25:49:37 GMT",
    "Sun, 06 Nov 1994 08:49:37 PST", "Sun, 06 Nov 99999 08:49:37 GMT", "a b c d e f",
  ])
  func refuses(text: String) {
    #expect(HTTPDate.seconds(text) == nil)
  }

  @Test(arguments: [0, 784_111_777, 951_782_400, 1_709_251_199, 1_767_225_600, 4_102_444_799] as [Int64])
  func writesWhatItReads(seconds: Int64) {
    #expect(HTTPDate.seconds(HTTPDate.text(seconds: seconds)) == seconds)
  }

  @Test func writesTheFixedForm() {
    #expect(HTTPDate.text(seconds: 784_111_777) == "Sun, 06 Nov 1994 08:49:37 GMT")
  }
}
