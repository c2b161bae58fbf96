import TestSupport

extension Scenario {
  /// Everything that can go wrong, and what is made of it. Those that take longest are first.
  ///
  /// "acted" means that the service did what it was asked for before the fault, so that a second create would make a
  /// second connection.
  static func everything(elsewhere: LoopbackServer, closedPort: UInt16) -> [Scenario] {
    // A create that is never answered is looked for in vain three times before it is said to have made nothing.
    [
      Scenario(
        "reset before every answer, not acted", all(.unreachable, .unreachable, .waitTimeout),
        reason: "connectionLost", always { _, _ in .reset() }),
      Scenario(
        "500 to everything, not acted", all(.unreachable, .unreachable, .waitTimeout), reason: "serverError",
        always(error(500))),
    ] + lostAnswers + statuses + contents + identities + addresses(closedPort) + [
      redirect(307, elsewhere), redirect(302, elsewhere),
    ]
  }

  private static var lostAnswers: [Scenario] {
    let recovered = all(.recovered, .result, .result)
    let unharmed = all(.result, .result, .result)
    return [
      Scenario("none", unharmed),
      Scenario("none, compressed", unharmed, ways: [.packed]),
      Scenario("reset before the answer, acted", recovered, once(acting: true) { _, _ in .reset() }),
      Scenario("reset before the answer, not acted", unharmed, once { _, _ in .reset() }),
      Scenario(
        "reset before every answer, acted", all(.recovered, .unreachable, .waitTimeout),
        always(acting: true) { _, _ in .reset() }),
      Scenario("closed before the answer, acted", recovered, once(acting: true) { _, _ in .hangUp() }),
      Scenario(
        "reset after the headers, acted", recovered, once(acting: true) { $1.cutAfterHeaders(.reset) }),
      Scenario(
        "reset after all headers, acted", all(.recovered, .unreachable, .waitTimeout),
        always(acting: true) { $1.cutAfterHeaders(.reset) }),
      Scenario("reset in mid-body, acted", recovered, once(acting: true) { $1.cutInBody(after: 9, .reset) }),
      Scenario("closed in mid-body, acted", recovered, once(acting: true) { $1.cutInBody(after: 9) }),
      Scenario(
        "reset in every body, acted", all(.recovered, .unreachable, .waitTimeout),
        always(acting: true) { $1.cutInBody(after: 9, .reset) }),
      Scenario("slow body", unharmed, once(acting: true) { $1.slowly(16, .milliseconds(20)) }),
      Scenario(
        "body slower than the time there is, acted", all(.recovered, .unreachable, .waitTimeout), reason: "timedOut",
        timeout: 4000, always(acting: true) { $1.slowly(1, .seconds(2)) }),
      Scenario(
        "no answer at all, acted", all(.recovered, .unreachable, .waitTimeout), reason: "timedOut", timeout: 4000,
        always(acting: true) { _, _ in .never() }),
      Scenario(
        "lost, and so is every look for it", [.create: .outcomeUnknown], hint: "Look for a connection of this name"
      ) { call, _ in
        switch call {
        case .create: StandInService.Disturbance(acts: true) { _, _ in .reset() }
        case .search: StandInService.Disturbance(spoil: error(500))
        default: nil
        }
      },
    ]
  }

  private static var statuses: [Scenario] {
    let recovered = all(.recovered, .result, .result)
    let unharmed = all(.result, .result, .result)
    let never = all(.unreachable, .unreachable, .waitTimeout)
    let tooOften = all(.rateLimited, .rateLimited, .waitTimeout)
    return [500, 502, 504].flatMap { status in
      [
        Scenario("\(status), acted", recovered, once(acting: true, error(status))),
        Scenario("\(status), not acted", unharmed, once(error(status))),
      ]
    } + [
      Scenario("503", unharmed, once(error(503))),
      Scenario("503 to everything", never, reason: "serverError", always(error(503))),
      Scenario("429, Retry-After in seconds", unharmed, once(tooMany { "1" })),
      Scenario("429, Retry-After as a date", unharmed, once(tooMany { HTTPDateText.now(after: 1) })),
      Scenario("429 without Retry-After", unharmed, once(tooMany { nil })),
      Scenario("429 to everything, in seconds", tooOften, always(tooMany { "120" })),
      Scenario("429 to everything, as a date", tooOften, always(tooMany { HTTPDateText.now(after: 120) })),
      Scenario("429 to everything", tooOften, always(tooMany { nil })),
      Scenario("404 in the first seconds", [.wait: .result]) { call, visit in
        call == .wait && visit <= 2 ? StandInService.Disturbance(spoil: error(404)) : nil
      },
    ]
  }

  private static var contents: [Scenario] {
    let large: Spoil = { _, _ in
      var answer = LoopbackAnswer(200, headers: [("Content-Type", "application/json")], body: fiftyMegabytes)
      answer.framing = .chunked
      answer.pieces = (1 << 20, .zero)
      return answer
    }
    return [
      Scenario(
        "HTML in place of JSON, acted", all(.recovered, .flowServiceError, .result), once(acting: true, page(200))),
      Scenario("HTML in place of JSON, not acted", all(.result, .flowServiceError, .result), once(page(200))),
      Scenario(
        "HTML to everything, acted", all(.recovered, .flowServiceError, .waitTimeout),
        always(acting: true, page(200))),
      Scenario("502 with HTML, acted", all(.recovered, .result, .result), once(acting: true, page(502))),
      Scenario(
        "50 MB of body, acted", all(.recovered, .unreachable, .result), ways: [.plain, .encrypted, .packed],
        reason: "tooLarge", once(acting: true, large)),
      Scenario(
        "50 MB to everything, acted", all(.recovered, .unreachable, .waitTimeout), reason: "tooLarge",
        always(acting: true, large)),
    ]
  }

  private static let fiftyMegabytes = Array(#"{"id":""#.utf8) + [UInt8](repeating: 0x61, count: 50_000_000)

  /// To another host, which must not see who asks.
  private static func redirect(_ status: Int, _ elsewhere: LoopbackServer) -> Scenario {
    let target = "\(elsewhere.url)/data/foundation/flowservice/connections"
    return Scenario(
      "\(status) to another host", all(.flowServiceError, .flowServiceError, .flowServiceError),
      always(error(status, headers: [("Location", target)])))
  }

  private static var identities: [Scenario] {
    let given = ["AEP_ACCESS_TOKEN": "\(WatchedProgram.canary)-given-token"]
    let expired: Spoil = error(401)
    return [
      Scenario("token expires before a create", [.create: .result]) { call, _ in
        call == .create ? StandInService.Disturbance(acts: true, expiresTokens: true) : nil
      },
      Scenario("token expires before a get", [.get: .result]) { call, _ in
        call == .get ? StandInService.Disturbance(acts: true, expiresTokens: true) : nil
      },
      Scenario("token expires in mid-wait", [.wait: .result]) { call, visit in
        call == .wait && visit > 1 ? StandInService.Disturbance(acts: true, expiresTokens: true) : nil
      },
      Scenario(
        "no token is accepted", all(.unauthorized, .unauthorized, .waitTimeout), always(expired)),
      Scenario(
        "given token, not accepted", all(.unauthorized, .unauthorized, .unauthorized), hint: "AEP_ACCESS_TOKEN",
        environment: given, always(expired)),
      Scenario("given token", all(.result, .result, .result), environment: given),
      Scenario("IMS answers 503 at first", all(.result, .result, .result)) { call, visit in
        call == .token && visit == 1 ? StandInService.Disturbance(spoil: error(503)) : nil
      },
      Scenario(
        "IMS loses every answer", all(.unreachable, .unreachable, .waitTimeout), isFairElsewhere: false
      ) { call, _ in
        call == .token ? StandInService.Disturbance { _, _ in .reset() } : nil
      },
      Scenario(
        "IMS refuses", all(.unauthorized, .unauthorized, .unauthorized), hint: "AEP_CLIENT_SECRET",
        isFairElsewhere: false
      ) { call, _ in
        call == .token
          ? StandInService.Disturbance { request, _ in
            .json(400, #"{"error":"invalid_client","error_description":"\#(quoted(request))"}"#)
          } : nil
      },
    ]
  }

  private static func addresses(_ closedPort: UInt16) -> [Scenario] {
    let never = all(.unreachable, .unreachable, .waitTimeout)
    let refused = all(.unreachable, .unreachable, .unreachable)
    return [
      // A name that never resolves (RFC 6761, section 6.4).
      Scenario(
        "name that does not resolve", never, ways: [.nowhere("https://flow-sidecar.invalid")],
        reason: "couldNotResolve", hint: "host name", isFairElsewhere: false),
      Scenario(
        "nobody listens", never, ways: [.nowhere("http://127.0.0.1:\(closedPort)")], reason: "couldNotConnect",
        hint: "firewall", isFairElsewhere: false),
      Scenario(
        "bad certificate: unknown authority", refused, ways: [.encrypted], reason: "untrusted", hint: "SSL_CERT_FILE",
        environment: ["SSL_CERT_FILE": ""], isFairElsewhere: false),
    ]
      + [(.selfSigned, "SSL_CERT_FILE"), (.otherHost, "AEP_BASE_URL"), (.expired, "date of this machine")].map {
        (kind: Certificates.Kind, hint: String) in
        Scenario(
          "bad certificate: \(kind.rawValue)", refused, ways: [.badCertificate(kind)], reason: "untrusted", hint: hint,
          isFairElsewhere: false)
      }
  }
}
