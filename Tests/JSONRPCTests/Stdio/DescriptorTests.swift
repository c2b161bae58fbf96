import JSONRPC
import Testing

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

@Suite("Descriptors")
struct DescriptorTests {
  @Test("nonblocking-stdin: nothing yet is not the end", arguments: Channel.Kind.allCases)
  func nonBlocking(_ kind: Channel.Kind) throws {
    let channel = try Channel(kind)
    Channel.setNonBlocking(channel.readingEnd)
    let got = Monitor<[[UInt8]]>([])
    DetachedThread.start {
      while true {
        let bytes = channel.read(atMost: 100)
        got.change { $0.append(bytes) }
        if bytes.isEmpty { return }
      }
    }
    for text in ["one", "two"] {
      let count = got.withLock(\.count)
      #expect(write(channel.writingEnd, text, 3) == 3)
      #expect(got.wait(for: .seconds(60)) { $0.count > count ? $0.last : nil } == Array(text.utf8))
    }
    channel.closeWriting()
    #expect(got.wait(for: .seconds(60)) { $0.count == 3 ? $0.last : nil } == [])
    #expect(Channel.isNonBlocking(channel.readingEnd))
  }

  @Test("The end and a failure are two things")
  func endAndFailure() throws {
    let channel = try Channel()
    channel.closeWriting()
    var bytes = [UInt8](repeating: 0, count: 8)
    let end = bytes.withUnsafeMutableBytes { Descriptor.read(channel.readingEnd, into: $0) }
    guard case .end = end else {
      Issue.record("not the end: \(end)")
      return
    }
    let failure = bytes.withUnsafeMutableBytes { Descriptor.read(-1, into: $0) }
    guard case .failed(EBADF) = failure else {
      Issue.record("not a failure: \(failure)")
      return
    }
  }
}
