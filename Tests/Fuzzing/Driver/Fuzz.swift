import FuzzTargets

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What Tests/Fuzzing/run has chosen.
private let target: FuzzTarget = {
  let name = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? ""
  guard let target = FuzzTarget.named(name) else {
    fatalError("FUZZ_TARGET has to be one of \(FuzzTarget.all.map(\.name).joined(separator: ", "))")
  }
  return target
}()

/// What libFuzzer calls for each input (LLVM, docs/LibFuzzer.rst). Its main function comes with `--sanitize fuzzer`,
/// without which this is not built.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
  do throws(FuzzTarget.Finding) {
    try target.run(UnsafeBufferPointer(start: data, count: size))
  } catch {
    fatalError("\(error)")
  }
  return 0
}
