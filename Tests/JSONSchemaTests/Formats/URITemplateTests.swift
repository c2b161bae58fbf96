import JSONSchema
import Testing

@Suite("uri-template")
struct URITemplateTests {
  @Test(arguments: [
    "", "/", "a'b", "%41", "ü", "\u{E000}", "{a}", "{a}{b}", "x{a}y", "{a,b,c}", "{+a}", "{#a}", "{.a}", "{/a}", "{;a}",
    "{?a,b}", "{&a}", "{=a}", "{,a}", "{!a}", "{@a}", "{|a}", "{a*}", "{a:1}", "{a:9999}", "{a:1,b*,c}", "{a.b}",
    "{a.b.c}", "{_}", "{%41}", "{a%41.%42b}", "{1}", "https://example.com/{+path}/here{?q,lang:2}{#frag*}",
  ])
  func accepts(_ text: String) { #expect(matches(.uriTemplate, text)) }

  @Test(arguments: [
    "{", "}", "{}", "{a", "a}", "{{a}}", "{a}}", "{a{b}}", "{a,}", "{,}", "{a,,b}", "{a b}", "{ a}", "{+}", "{++a}",
    "{a+}", "{a-b}", "{a:}", "{a:0}", "{a:01}", "{a:10000}", "{a:x}", "{a:1*}", "{a**}", "{a*:1}", "{*}", "{:1}",
    "{.}", "{a.}", "{..a}", "{a..b}", "{%4}", "{%zz}", "{ü}", "{a=b}", "{$a}", "{(a)}", "{a:1", "{a*", "{a,", "{+",
    " ", "\"", "<", ">", "\\", "^", "`", "|", "%", "%4", "%4g", "\n", "\0", "\u{7F}", "\u{80}", "\u{FFFF}", "\u{E0001}",
  ])
  func refuses(_ text: String) { #expect(!matches(.uriTemplate, text)) }

  @Test("the ASCII characters of literals, names and operators")
  func alphabets() {
    let literals = letters + digits + "!#$&'()*+,-./:;=?@[]_~"
    #expect(charactersAccepted(.uriTemplate, after: "") == sorted(literals))
    #expect(charactersAccepted(.uriTemplate, after: "{a", before: "b}") == sorted(letters + digits + "_.,"))
    let operators = "+#./;?&=,!@|"
    #expect(charactersAccepted(.uriTemplate, after: "{", before: "a}") == sorted(letters + digits + "_" + operators))
  }
}
