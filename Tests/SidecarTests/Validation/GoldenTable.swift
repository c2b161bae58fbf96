/// Everything that is said about the params of a create, by what is wrong with them. Read it as the specification of the
/// messages: whoever changes a message changes it here.
enum GoldenTable {
  static let cases: [GoldenCase] = [
    GoldenCase(
      "Basic", Sample.basic,
      told: """
        ?
        """),
    GoldenCase(
      "OAuth2 Client Credential", Sample.oauth2,
      told: """
        ?
        """),
    GoldenCase(
      "OAuth2 JWT Token Credential", Sample.jwt,
      told: """
        ?
        """),
    GoldenCase(
      "the version of the connection spec left out", Sample.oauth2,
      Edit("""
        ,
            "version": "1.0"
        """, ""),
      told: """
        ?
        """),
    GoldenCase(
      "another order, and no description", Sample.oauth2,
      Edit(#""description": "Salesforce account using OAuth 2","#, ""),
      told: """
        ?
        """),
    GoldenCase(
      "an optional API version", Sample.basic,
      Edit(#""securityToken": "canary-security-token""#, #""securityToken": "canary-security-token", "apiVersion": "59.0""#),
      told: """
        ?
        """),
    GoldenCase(
      "four mistakes", Sample.oauth2,
      Edit("https://acme", "http://acme"),
      Edit("clientId", "clientID"),
      Edit("60.0", "52"),
      Edit("true", #""true""#),
      told: """
        ?
        """),
    GoldenCase(
      "four mistakes, only warned of", Sample.oauth2,
      Edit("https://acme", "http://acme"),
      Edit("clientId", "clientID"),
      Edit("60.0", "52"),
      Edit("true", #""true""#),
      Edit(#""name""#, #""_meta": {"validation": "warn"}, "name""#),
      told: """
        ?
        """),
    GoldenCase(
      "both layers", Sample.oauth2,
      Edit(#""ACME Salesforce account""#, #""""#),
      Edit(#""version": "1.0""#, #""version": 1"#),
      Edit("clientSecret", "clientsecret"),
      Edit("60.0", "v60"),
      told: """
        ?
        """),
    GoldenCase(
      "both layers: what the method's own rules find is no matter of warning", Sample.oauth2,
      Edit(#""ACME Salesforce account""#, #""""#),
      Edit("60.0", "v60"),
      Edit(#""name""#, #""_meta": {"validation": "warn"}, "name""#),
      told: """
        ?
        """),
    GoldenCase(
      "an API version without decimal", Sample.oauth2,
      Edit("60.0", "52"),
      told: """
        ?
        """),
    GoldenCase(
      "an API version with too many decimals", Sample.oauth2,
      Edit("60.0", "60.00"),
      told: """
        ?
        """),
    GoldenCase(
      "an API version that is a number", Sample.oauth2,
      Edit(#""60.0""#, "60.0"),
      told: """
        ?
        """),
    GoldenCase(
      "an API version that is a whole number", Sample.oauth2,
      Edit(#""60.0""#, "52"),
      told: """
        ?
        """),
    GoldenCase(
      "an API version with a letter", Sample.oauth2,
      Edit("60.0", "v60.0"),
      told: """
        ?
        """),
    GoldenCase(
      "an empty API version", Sample.oauth2,
      Edit("60.0", ""),
      told: """
        ?
        """),
    GoldenCase(
      "a URL without TLS", Sample.oauth2,
      Edit("https://", "http://"),
      told: """
        ?
        """),
    GoldenCase(
      "no URL at all", Sample.oauth2,
      Edit("https://acme-enterprise-3126.my.salesforce.com", "acme.my.salesforce.com"),
      told: """
        ?
        """),
    GoldenCase(
      "an empty URL", Sample.oauth2,
      Edit("https://acme-enterprise-3126.my.salesforce.com", ""),
      told: """
        ?
        """),
    GoldenCase(
      "a URL with a user in it", Sample.oauth2,
      Edit("https://acme", "https://canary@acme"),
      told: """
        ?
        """),
    GoldenCase(
      "a URL of another host", Sample.oauth2,
      Edit("acme-enterprise-3126.my.salesforce.com", "login.salesforce.com"),
      told: """
        ?
        """),
    GoldenCase(
      "a URL with a slash at its end", Sample.oauth2,
      Edit("salesforce.com", "salesforce.com/"),
      told: """
        ?
        """),
    GoldenCase(
      "a URL in capitals", Sample.oauth2,
      Edit("https://acme", "HTTPS://ACME"),
      told: """
        ?
        """),
    GoldenCase(
      "an instance URL without TLS", Sample.jwt,
      Edit("https://", "http://"),
      told: """
        ?
        """),
    GoldenCase(
      "an instance URL of another host", Sample.jwt,
      Edit("my.salesforce.com", "example.com"),
      told: """
        ?
        """),
    GoldenCase(
      "a boolean in quotes", Sample.oauth2,
      Edit("true", #""true""#),
      told: """
        ?
        """),
    GoldenCase(
      "a boolean as a number", Sample.oauth2,
      Edit("true", "1"),
      told: """
        ?
        """),
    GoldenCase(
      "a secret that is a number", Sample.oauth2,
      Edit(#""canary-client-secret""#, "12345678"),
      told: """
        ?
        """),
    GoldenCase(
      "an empty secret", Sample.oauth2,
      Edit("canary-client-secret", ""),
      told: """
        ?
        """),
    GoldenCase(
      "the password of a short number in the wrong type", Sample.basic,
      Edit(#""canary-password""#, "1234"),
      told: """
        ?
        """),
    GoldenCase(
      "the kind of credentials in other letters", Sample.oauth2,
      Edit("OAuth2 Client Credential", "oauth2 client credential"),
      told: """
        ?
        """),
    GoldenCase(
      "the kind of credentials in the plural, and params that do not fit", Sample.oauth2,
      Edit("OAuth2 Client Credential", "OAuth2 Client Credentials"),
      Edit("clientId", "clientID"),
      told: """
        ?
        """),
    GoldenCase(
      "a kind of credentials that is near none", Sample.oauth2,
      Edit("OAuth2 Client Credential", "Kerberos"),
      Edit("clientId", "clientID"),
      told: """
        ?
        """),
    GoldenCase(
      "the kind of credentials is a number", Sample.oauth2,
      Edit(#""OAuth2 Client Credential""#, "2"),
      told: """
        ?
        """),
    GoldenCase(
      "the kind of credentials is empty", Sample.oauth2,
      Edit("OAuth2 Client Credential", ""),
      told: """
        ?
        """),
    GoldenCase(
      "the kind of credentials is missing", Sample.oauth2,
      Edit(#""specName": "OAuth2 Client Credential","#, ""),
      told: """
        ?
        """),
    GoldenCase(
      "the kind of credentials is misspelt", Sample.oauth2,
      Edit("specName", "specname"),
      told: """
        ?
        """),
    GoldenCase(
      "params of another kind", Sample.basic,
      Edit("Basic Authentication", "OAuth2 Client Credential"),
      told: """
        ?
        """),
    GoldenCase(
      "no params of the credentials", Sample.oauth2,
      Edit(#""params""#, #""parameters""#),
      told: """
        ?
        """),
    GoldenCase(
      "credentials as a string", Sample.oauth2,
      Edit(#""params": {"#, #""params": "canary", "x": {"#),
      told: """
        ?
        """),
    GoldenCase(
      "auth misspelt", Sample.oauth2,
      Edit(#""auth""#, #""Auth""#),
      told: """
        ?
        """),
    GoldenCase(
      "auth is an array", Sample.oauth2,
      Edit(#""auth": {"#, #""auth": ["canary"], "x": {"#),
      told: """
        ?
        """),
    GoldenCase(
      "an unknown param", Sample.oauth2,
      Edit(#""includeDeletedObjects""#, #""region": "eu", "includeDeletedObjects""#),
      told: """
        ?
        """),
    GoldenCase(
      "an optional param misspelt", Sample.oauth2,
      Edit("includeDeletedObjects", "includeDeletedObject"),
      told: """
        ?
        """),
    GoldenCase(
      "a second spelling beside the right one", Sample.oauth2,
      Edit(#""clientId""#, #""client_id": "x", "clientId""#),
      told: """
        ?
        """),
    GoldenCase(
      "an unknown connection spec", Sample.oauth2,
      Edit("cfc0fee1-7dc0-40ef-b73e-d8b134c436f5", "00000000-0000-4000-8000-000000000000"),
      told: """
        ?
        """),
    GoldenCase(
      "a connection spec with one digit wrong", Sample.oauth2,
      Edit("cfc0fee1-7dc0-40ef-b73e-d8b134c436f5", "cfc0fee1-7dc0-40ef-b73e-d8b134c436f6"),
      told: """
        ?
        """),
    GoldenCase(
      "a connection spec in capitals", Sample.oauth2,
      Edit("cfc0fee1-7dc0-40ef-b73e-d8b134c436f5", "CFC0FEE1-7DC0-40EF-B73E-D8B134C436F5"),
      told: """
        ?
        """),
    GoldenCase(
      "an id of a connection spec that is no UUID", Sample.oauth2,
      Edit("cfc0fee1-7dc0-40ef-b73e-d8b134c436f5", "salesforce"),
      told: """
        ?
        """),
    GoldenCase(
      "an id of a connection spec that is a number", Sample.oauth2,
      Edit(#""cfc0fee1-7dc0-40ef-b73e-d8b134c436f5""#, "7"),
      told: """
        ?
        """),
    GoldenCase(
      "no id of a connection spec", Sample.oauth2,
      Edit(#""id": "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","#, ""),
      told: """
        ?
        """),
    GoldenCase(
      "no connection spec", Sample.oauth2,
      Edit("""
        ,
          "connectionSpec": {
            "id": "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5",
            "version": "1.0"
          }
        """, ""),
      told: """
        ?
        """),
    GoldenCase(
      "the connection spec misspelt", Sample.oauth2,
      Edit("connectionSpec", "connection_spec"),
      told: """
        ?
        """),
    GoldenCase(
      "the name is empty", Sample.oauth2,
      Edit(#""ACME Salesforce account""#, #""""#),
      told: """
        ?
        """),
    GoldenCase(
      "the name is missing", Sample.oauth2,
      Edit(#""name": "ACME Salesforce account","#, ""),
      told: """
        ?
        """),
    GoldenCase(
      "the name is a number", Sample.oauth2,
      Edit(#""ACME Salesforce account""#, "5"),
      told: """
        ?
        """),
    GoldenCase(
      "the name is misspelt", Sample.oauth2,
      Edit(#""name""#, #""nmae""#),
      told: """
        ?
        """),
    GoldenCase(
      "the description is null", Sample.oauth2,
      Edit(#""Salesforce account using OAuth 2""#, "null"),
      told: """
        ?
        """),
    GoldenCase(
      "a provider that is no UUID", Sample.oauth2,
      Edit(#""name""#, #""providerId": "adobe", "name""#),
      told: """
        ?
        """),
    GoldenCase(
      "an unknown member", Sample.oauth2,
      Edit(#""name""#, #""tags": ["a"], "name""#),
      told: """
        ?
        """),
    GoldenCase(
      "a member near one that is absent", Sample.oauth2,
      Edit(#""name""#, #""provider_id": "0ed90a81-07f4-4586-8190-b40eccef1c5a", "name""#),
      told: """
        ?
        """),
    GoldenCase(
      "_meta in order", Sample.oauth2,
      Edit(#""name""#, #""_meta": {"progressToken": 7, "sandboxName": "dev", "timeoutMs": 1000, "validation": "strict"}, "name""#),
      told: """
        ?
        """),
    GoldenCase(
      "_meta of no good", Sample.oauth2,
      Edit(#""name""#, #""_meta": {"progressToken": true, "sandboxName": "a b", "timeoutMs": 0, "validation": "Warn"}, "name""#),
      told: """
        ?
        """),
    GoldenCase(
      "_meta with an unknown member", Sample.oauth2,
      Edit(#""name""#, #""_meta": {"traceparent": "x"}, "name""#),
      told: """
        ?
        """),
    GoldenCase(
      "_meta with a misspelt member", Sample.oauth2,
      Edit(#""name""#, #""_meta": {"sandboxname": "dev"}, "name""#),
      told: """
        ?
        """),
    GoldenCase(
      "_meta is a string", Sample.oauth2,
      Edit(#""name""#, #""_meta": "x", "name""#),
      told: """
        ?
        """),
    GoldenCase(
      "_meta misspelt", Sample.oauth2,
      Edit(#""name""#, #""meta": {"validation": "warn"}, "name""#),
      told: """
        ?
        """),
  ]
}
