#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What is done to the descriptors between fork and exec, and the spawn itself.
struct SpawnActions {
  private enum Action {
    case duplicate(Int32, Int32)
    case open(String, Int32, Int32)
    case close(Int32)
  }

  private var actions: [Action] = []

  mutating func duplicate(_ descriptor: Int32, to number: Int32) { actions.append(.duplicate(descriptor, number)) }
  mutating func open(_ path: String, at number: Int32, _ flags: Int32) { actions.append(.open(path, number, flags)) }
  mutating func close(_ number: Int32) { actions.append(.close(number)) }

  /// Starts the program with descriptors 0 to 2 as arranged, no others, no signal ignored and none blocked.
  func spawn(_ program: String, _ arguments: [String], environment: [String: String]) throws -> pid_t {
    #if canImport(Darwin)
      var fileActions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
      let flags = Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_CLOEXEC_DEFAULT)
    #else
      var fileActions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
      let flags = Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK)
    #endif
    posix_spawn_file_actions_init(&fileActions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&fileActions)
      posix_spawnattr_destroy(&attributes)
    }
    for action in actions {
      switch action {
      case .duplicate(let descriptor, let number):
        posix_spawn_file_actions_adddup2(&fileActions, descriptor, number)
      case .open(let path, let number, let flags):
        posix_spawn_file_actions_addopen(&fileActions, number, path, flags, 0)
      case .close(let number): posix_spawn_file_actions_addclose(&fileActions, number)
      }
    }
    #if canImport(Glibc)
      // What other tests have open, such as an accepted socket, must not live on in this process. By name, because the
      // C library has this since version 2.34 and declares it for GNU_SOURCE only.
      typealias CloseFrom = @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, Int32) -> Int32
      if let symbol = dlsym(nil, "posix_spawn_file_actions_addclosefrom_np") {
        _ = unsafeBitCast(symbol, to: CloseFrom.self)(&fileActions, 3)
      }
    #endif
    var defaults = sigset_t()
    var none = sigset_t()
    sigemptyset(&none)
    sigemptyset(&defaults)
    for number in [SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGCHLD] { sigaddset(&defaults, number) }
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, flags)

    var argv = ([program] + arguments).map { strdup($0) } + [nil]
    var envp = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for text in argv + envp { free(text) } }
    var identifier: pid_t = 0
    let status = posix_spawn(&identifier, program, &fileActions, &attributes, &argv, &envp)
    guard status == 0 else {
      throw ChildProcess.Failure(description: "\(program) cannot be started: \(String(cString: strerror(status)))")
    }
    return identifier
  }
}
