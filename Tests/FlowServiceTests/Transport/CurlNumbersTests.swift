import Foundation
import Testing

/// The numbers and shapes that `CCurl` declares by itself, against the headers of the installed libcurl.
@Suite("libcurl's published numbers")
struct CurlNumbersTests {
  @Test(
    "Ours are those of <curl/curl.h>",
    .enabled(
      if: CurlHeader.isInstalled || CurlHeader.isRequired,
      "<curl/curl.h> is not installed (Debian: libcurl4-openssl-dev), or there is no C compiler"))
  func numbers() throws {
    let ours = try #require(CurlHeader.numbers, "CCurl.h was not found next to the tests")
    let source = """
      #include <stddef.h>
      #include <curl/curl.h>
      #include "\(ours)"
      #define CHECK(name, number) _Static_assert((long)(name) == (number), #name);
      CCURL_NUMBERS(CHECK)
      #if LIBCURL_VERSION_NUM >= 0x080600
      CCURL_NUMBERS_SINCE_8_6(CHECK)
      #endif
      _Static_assert(sizeof(struct ccurl_message) == sizeof(CURLMsg), "CURLMsg");
      _Static_assert(offsetof(struct ccurl_message, message) == offsetof(CURLMsg, msg), "msg");
      _Static_assert(offsetof(struct ccurl_message, easy) == offsetof(CURLMsg, easy_handle), "easy_handle");
      _Static_assert(offsetof(struct ccurl_message, data) == offsetof(CURLMsg, data), "data");
      _Static_assert(sizeof(curl_socket_t) == sizeof(int), "curl_socket_t");
      _Static_assert(sizeof(curl_off_t) == sizeof(int64_t), "curl_off_t");
      int check_callbacks(CURL *easy, CURLM *multi) {
        ccurl_data_callback data = (curl_write_callback)0;
        ccurl_prereq_callback prereq = (curl_prereq_callback)0;
        ccurl_socket_callback socket = (int (*)(void *, curl_socket_t, int, void *, void *))0;
        curl_socket_callback theirs = socket;
        ccurl_timer_callback timer = (curl_multi_timer_callback)0;
        return data == 0 && prereq == 0 && theirs == 0 && timer == 0;
      }
      """
    let (status, messages) = try CurlHeader.compile(source)
    #expect(status == 0, "\(messages)")
  }

  @Test(
    "The check itself notices a wrong number",
    .enabled(
      if: CurlHeader.isInstalled || CurlHeader.isRequired,
      "<curl/curl.h> is not installed (Debian: libcurl4-openssl-dev), or there is no C compiler"))
  func control() throws {
    let source = """
      #include <curl/curl.h>
      _Static_assert((long)(CURLOPT_URL) == 10003, "CURLOPT_URL");
      """
    let (status, messages) = try CurlHeader.compile(source)
    #expect(status != 0)
    #expect(messages.contains("CURLOPT_URL"))
  }
}

private enum CurlHeader {
  static let isRequired = ProcessInfo.processInfo.environment["FLOW_SIDECAR_REQUIRE_ALL_TESTS"] == "1"

  static let isInstalled: Bool = {
    guard let (status, _) = try? compile("#include <curl/curl.h>\n") else { return false }
    return status == 0
  }()

  static var numbers: String? {
    // .../Tests/FlowServiceTests/Transport/this file
    var url = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { url.deleteLastPathComponent() }
    let path = url.appendingPathComponent("Sources/CCurl/include/CCurl.h").path
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }

  /// Checks a C source with the system's compiler, which need not be told where its headers are.
  static func compile(_ source: String) throws -> (status: Int32, messages: String) {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("curl-\(UUID().uuidString).c")
    try Data(source.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["cc", "-std=c11", "-Werror", "-Wno-deprecated-declarations", "-fsyntax-only", file.path]
    let pipe = Pipe()
    process.standardError = pipe
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}
