/// A value of the `format` keyword that draft-07 defines (draft-handrews-json-schema-validation-01, section 7.3).
///
/// Any other value, `password` for one, is an annotation: it never fails.
package enum Format: UInt8, Sendable, CaseIterable {
  case date
  case time
  case dateTime
  case email
  case idnEmail
  case hostname
  case idnHostname
  case ipv4
  case ipv6
  case uri
  case uriReference
  case iri
  case iriReference
  case uriTemplate
  case jsonPointer
  case relativeJSONPointer
  case regex

  /// - Parameter name: the value of the keyword, such as `date-time`; case matters.
  /// - Returns: nil where draft-07 does not define that format.
  package init?(name: String) {
    guard let format = Format.allCases.first(where: { $0.name.utf8.elementsEqual(name.utf8) }) else { return nil }
    self = format
  }

  /// The value of the keyword.
  package var name: String {
    switch self {
    case .date: "date"
    case .time: "time"
    case .dateTime: "date-time"
    case .email: "email"
    case .idnEmail: "idn-email"
    case .hostname: "hostname"
    case .idnHostname: "idn-hostname"
    case .ipv4: "ipv4"
    case .ipv6: "ipv6"
    case .uri: "uri"
    case .uriReference: "uri-reference"
    case .iri: "iri"
    case .iriReference: "iri-reference"
    case .uriTemplate: "uri-template"
    case .jsonPointer: "json-pointer"
    case .relativeJSONPointer: "relative-json-pointer"
    case .regex: "regex"
    }
  }

  /// Whether a string has this format. Time is linear in its length.
  ///
  /// - Parameter text: the string's characters as UTF-8, escapes undone. Bytes that are no UTF-8 do no harm: formats
  ///   that look beyond ASCII refuse them, `json-pointer` and `idn-email` take them for characters.
  package func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    matches(text.span)
  }

  /// The same for bytes whose bounds every access checks.
  func matches(_ text: Span<UInt8>) -> Bool {
    switch self {
    case .date: DateTimeSyntax.isDate(text)
    case .time: DateTimeSyntax.isTime(text)
    case .dateTime: DateTimeSyntax.isDateTime(text)
    case .email: EmailSyntax.isAddress(text, international: false)
    case .idnEmail: EmailSyntax.isAddress(text, international: true)
    case .hostname: HostnameSyntax.isHostname(text)
    case .idnHostname: IDNA.isInternationalHostname(text)
    case .ipv4: IPAddressSyntax.isIPv4(text)
    case .ipv6: IPAddressSyntax.isIPv6(text)
    case .uri: URISyntax.matches(text, URISyntax.Form(allowsRelative: false, isInternational: false))
    case .uriReference: URISyntax.matches(text, URISyntax.Form(allowsRelative: true, isInternational: false))
    case .iri: URISyntax.matches(text, URISyntax.Form(allowsRelative: false, isInternational: true))
    case .iriReference: URISyntax.matches(text, URISyntax.Form(allowsRelative: true, isInternational: true))
    case .uriTemplate: URITemplateSyntax.isTemplate(text)
    case .jsonPointer: JSONPointerSyntax.isPointer(text)
    case .relativeJSONPointer: JSONPointerSyntax.isRelativePointer(text)
    case .regex: isRegularExpression(text)
    }
  }

  /// What a string of this format is, in words that complete "expected …", with an example that matches.
  package var expectation: String {
    switch self {
    case .date: "a date such as 2026-11-23"
    case .time: "a time with its offset from UTC, such as 08:30:00Z or 08:30:00+01:00"
    case .dateTime: "a date and time with its offset from UTC, such as 2026-11-23T08:30:00Z"
    case .email: "an email address such as name@example.com"
    case .idnEmail: "an email address such as name@example.com, letters of any script allowed"
    case .hostname: "a host name such as www.example.com"
    case .idnHostname: "a host name such as www.example.com, letters of any script allowed"
    case .ipv4: "an IPv4 address such as 192.0.2.1"
    case .ipv6: "an IPv6 address such as 2001:db8::1"
    case .uri: "an absolute URI such as https://example.com/path"
    case .uriReference: "a URI such as https://example.com/path, or a relative reference such as /path"
    case .iri: "an absolute IRI such as https://example.com/path, letters of any script allowed"
    case .iriReference: "an IRI such as https://example.com/path, or a relative reference such as /path"
    case .uriTemplate: "a URI template such as https://example.com/{id}"
    case .jsonPointer: "a JSON Pointer such as /auth/params, or an empty string"
    case .relativeJSONPointer: "a relative JSON Pointer such as 1/name"
    case .regex: "a regular expression of ECMA-262 such as ^[0-9]+$"
    }
  }
}
