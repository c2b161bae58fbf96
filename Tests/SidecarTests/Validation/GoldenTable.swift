/// Everything that is said about the params of a create, by what is wrong with them. Read it as the specification of
/// the messages: whoever changes a message changes it here.
enum GoldenTable {
  static let cases: [GoldenCase] = [
    GoldenCase(
      "Basic", Sample.basic,
      told: """
        valid (salesforce, bundled, derived)
        warning at /auth/specName: x-deprecated by /authSpec/0/x-deprecated
          Basic authentication ended in January 2026; use OAuth2 Client Credential.
        """),
    GoldenCase(
      "OAuth2 Client Credential", Sample.oauth2,
      told: """
        valid (salesforce, bundled, derived)
        """),
    GoldenCase(
      "OAuth2 JWT Token Credential", Sample.jwt,
      told: """
        valid (salesforce, bundled, derived)
        """),
    GoldenCase(
      "the version of the connection spec left out", Sample.oauth2,
      Edit(
        """
        ,
            "version": "1.0"
        """, ""),
      told: """
        valid (salesforce, bundled, derived)
        """),
    GoldenCase(
      "another order, and no description", Sample.oauth2,
      Edit(#""description": "Salesforce account using OAuth 2","#, ""),
      told: """
        valid (salesforce, bundled, derived)
        """),
    GoldenCase(
      "an optional API version", Sample.basic,
      Edit(
        #""securityToken": "canary-security-token""#, #""securityToken": "canary-security-token", "apiVersion": "59.0""#
      ),
      told: """
        valid (salesforce, bundled, derived)
        warning at /auth/specName: x-deprecated by /authSpec/0/x-deprecated
          Basic authentication ended in January 2026; use OAuth2 Client Credential.
        """),
    GoldenCase(
      "four mistakes", Sample.oauth2,
      Edit("https://acme", "http://acme"),
      Edit("clientId", "clientID"),
      Edit("60.0", "52"),
      Edit("true", #""true""#),
      told: """
        not valid (salesforce, bundled, derived)
        error at /auth/params/environmentUrl: pattern by /authSpec/1/spec/properties/environmentUrl/pattern
          expected an https URL, such as https://acme.my.salesforce.com, found a string of 45 characters
        error at /auth/params/clientID: required by /authSpec/1/spec/required, meant "clientId"
          "clientID" is not a known name; did you mean "clientId", which is required?
        error at /auth/params/apiVersion: pattern by /authSpec/1/spec/properties/apiVersion/pattern, meant "52.0"
          expected a version with one decimal, such as 60.0, found a string of 2 characters; did you mean "52.0"?
        error at /auth/params/includeDeletedObjects: type by \
        /authSpec/1/spec/properties/includeDeletedObjects/type, meant true
          expected a boolean, found a string of 4 characters; write true without quotes
        """),
    GoldenCase(
      "four mistakes, only warned of", Sample.oauth2,
      Edit("https://acme", "http://acme"),
      Edit("clientId", "clientID"),
      Edit("60.0", "52"),
      Edit("true", #""true""#),
      Edit(#""name""#, #""_meta": {"validation": "warn"}, "name""#),
      told: """
        valid (salesforce, bundled, derived)
        warning at /auth/params/environmentUrl: pattern by /authSpec/1/spec/properties/environmentUrl/pattern
          expected an https URL, such as https://acme.my.salesforce.com, found a string of 45 characters
        warning at /auth/params/clientID: required by /authSpec/1/spec/required, meant "clientId"
          "clientID" is not a known name; did you mean "clientId", which is required?
        warning at /auth/params/apiVersion: pattern by /authSpec/1/spec/properties/apiVersion/pattern, meant "52.0"
          expected a version with one decimal, such as 60.0, found a string of 2 characters; did you mean "52.0"?
        warning at /auth/params/includeDeletedObjects: type by \
        /authSpec/1/spec/properties/includeDeletedObjects/type, meant true
          expected a boolean, found a string of 4 characters; write true without quotes
        """),
    GoldenCase(
      "both layers", Sample.oauth2,
      Edit(#""ACME Salesforce account""#, #""""#),
      Edit(#""version": "1.0""#, #""version": 1"#),
      Edit("clientSecret", "clientsecret"),
      Edit("60.0", "v60"),
      told: """
        not valid (salesforce, bundled, derived)
        error at /name: minLength by /properties/name/$ref/minLength
          must not be empty: expected at least 1 character
        error at /connectionSpec/version: type by /properties/connectionSpec/$ref/properties/version/type, meant "1"
          expected a string, found a number; write it in quotes: "1"
        error at /auth/params/clientsecret: required by /authSpec/1/spec/required, meant "clientSecret"
          "clientsecret" is not a known name; did you mean "clientSecret", which is required?
        error at /auth/params/apiVersion: pattern by /authSpec/1/spec/properties/apiVersion/pattern
          expected a version with one decimal, such as 60.0, found a string of 3 characters
        """),
    GoldenCase(
      "both layers: what the method's own rules find is no matter of warning", Sample.oauth2,
      Edit(#""ACME Salesforce account""#, #""""#),
      Edit("60.0", "v60"),
      Edit(#""name""#, #""_meta": {"validation": "warn"}, "name""#),
      told: """
        not valid (salesforce, bundled, derived)
        error at /name: minLength by /properties/name/$ref/minLength
          must not be empty: expected at least 1 character
        warning at /auth/params/apiVersion: pattern by /authSpec/1/spec/properties/apiVersion/pattern
          expected a version with one decimal, such as 60.0, found a string of 3 characters
        """),
    GoldenCase(
      "an API version without decimal", Sample.oauth2,
      Edit("60.0", "52"),
      told: """
        not valid (salesforce, bundled, derived)
        error at /auth/params/apiVersion: pattern by /authSpec/1/spec/properties/apiVersion/pattern, meant "52.0"
          expected a version with one decimal, such as 60.0, found a string of 2 characters; did you mean "52.0"?
        """),
    GoldenCase(
      "an API version with too many decimals", Sample.oauth2,
      Edit("60.0", "60.00"),
      told: """
        not valid (salesforce, bundled, derived)
        error at /auth/params/apiVersion: pattern by /authSpec/1/spec/properties/apiVersion/pattern
          expected a version with one decimal, such as 60.0, found a string of 5 characters
        """),
    GoldenCase(
      "an API version that is a number", Sample.oauth2,
      Edit(#""60.0""#, "60.0"),
      told: """
        not valid (salesforce, bundled, derived)
        error at /auth/params/apiVersion: type by /authSpec/1/spec/properties/apiVersion/type, meant "60.0"
          expected a string, found a number; write it in quotes: "60.0"
        """),
    GoldenCase(
      "an API version that is a whole number", Sample.oauth2,
      Edit(#""60.0""#, "52"),
      told: """
        not valid (salesforce, bundled, derived)
        error at /auth/params/apiVersion: type by /authSpec/1/spec/properties/apiVersion/type, meant "52.0"
          expected a string, found a number; write it in quotes: "52.0"
        """),
    GoldenCase(
      "an API version with a letter", Sample.oauth2,
      Edit("60.0", "v60.0"),
      told: """
        not valid (salesforce, bundled, derived)
        error at /auth/params/apiVersion: pattern by /authSpec/1/spec/properties/apiVersion/pattern
          expected a version with one decimal, such as 60.0, found a string of 5 characters
        """),
    GoldenCase(
      "an empty API version", Sample.oauth2,
      Edit("60.0", ""),
      told: """
        not valid (salesforce, bundled, derived)
        error at /auth/params/apiVersion: pattern by /authSpec/1/spec/properties/apiVersion/pattern
          expected a version with one decimal, such as 60.0, found an empty string
        """),
    GoldenCase(
      "a URL without TLS", Sample.oauth2,
      Edit("https://", "http://"),
      told: """
        not valid (salesforce, bundled, derived)
        error at /auth/params/environmentUrl: pattern by /authSpec/1/spec/properties/environmentUrl/pattern
          expected an https URL, such as https://acme.my.salesforce.com, found a string of 45 characters
        """),
    GoldenCase(
      "no URL at all", Sample.oauth2,
      Edit("https://acme-enterprise-3126.my.salesforce.com", "acme.my.salesforce.com"),
      told: """
        not valid (salesforce, bundled, derived)
        error at /auth/params/environmentUrl: pattern by /authSpec/1/spec/properties/environmentUrl/pattern
          expected an https URL, such as https://acme.my.salesforce.com, found a string of 22 characters
        """),
    GoldenCase(
      "an empty URL", Sample.oauth2,
      Edit("https://acme-enterprise-3126.my.salesforce.com", ""),
      told: """
        not valid (salesforce, bundled, derived)
        error at /auth/params/environmentUrl: pattern by /authSpec/1/spec/properties/environmentUrl/pattern
          expected an https URL, such as https://acme.my.salesforce.com, found an empty string
        """),
    GoldenCase(
      "a URL with a user in it", Sample.oauth2,
      Edit("https://acme", "https://canary@acme"),
      told: """
        not valid (salesforce, bundled, derived)
        error at /auth/params/environmentUrl: pattern by /authSpec/1/spec/properties/environmentUrl/pattern
          expected an https URL, such as https://acme.my.salesforce.com, found a string of 53 characters
        """),
    GoldenCase(
      "a URL of another host", Sample.oauth2,
      Edit("acme-enterprise-3126.my.salesforce.com", "login.salesforce.com"),
      told: """
        valid (salesforce, bundled, derived)
        warning at /auth/params/environmentUrl: x-warnPattern by \
        /authSpec/1/spec/properties/environmentUrl/x-warnPattern
          Salesforce instances usually have the form https://<domain>.my.salesforce.com.
        """),
    GoldenCase(
      "a URL with a slash at its end", Sample.oauth2,
      Edit("salesforce.com", "salesforce.com/"),
      told: """
        valid (salesforce, bundled, derived)
        """),
    GoldenCase(
      "a URL in capitals", Sample.oauth2,
      Edit("https://acme", "HTTPS://ACME"),
      told: """
        not valid (salesforce, bundled, derived)
        error at /auth/params/environmentUrl: pattern by /authSpec/1/spec/properties/environmentUrl/pattern
          expected an https URL, such as https://acme.my.salesforce.com, found a string of 46 characters
        """),
    GoldenCase(
      "an instance URL without TLS", Sample.jwt,
      Edit("https://", "http://"),
      told: """
        not valid (salesforce, bundled, derived)
        error at /auth/params/instanceUrl: pattern by /authSpec/2/spec/properties/instanceUrl/pattern
          expected an https URL, such as https://acme.my.salesforce.com, found a string of 45 characters
        """),
    GoldenCase(
      "an instance URL of another host", Sample.jwt,
      Edit("my.salesforce.com", "example.com"),
      told: """
        valid (salesforce, bundled, derived)
        warning at /auth/params/instanceUrl: x-warnPattern by /authSpec/2/spec/properties/instanceUrl/x-warnPattern
          Salesforce instances usually have the form https://<domain>.my.salesforce.com.
        """),
    GoldenCase(
      "a boolean in quotes", Sample.oauth2,
      Edit("true", #""true""#),
      told: """
        not valid (salesforce, bundled, derived)
        error at /auth/params/includeDeletedObjects: type by \
        /authSpec/1/spec/properties/includeDeletedObjects/type, meant true
          expected a boolean, found a string of 4 characters; write true without quotes
        """),
    GoldenCase(
      "a boolean as a number", Sample.oauth2,
      Edit("true", "1"),
      told: """
        not valid (salesforce, bundled, derived)
        error at /auth/params/includeDeletedObjects: type by /authSpec/1/spec/properties/includeDeletedObjects/type
          expected a boolean, found a number
        """),
    GoldenCase(
      "a secret that is a number", Sample.oauth2,
      Edit(#""canary-client-secret""#, "12345678"),
      told: """
        not valid (salesforce, bundled, derived)
        error at /auth/params/clientSecret: type by /authSpec/1/spec/properties/clientSecret/type
          expected a string, found a number; write it in quotes
        """),
    GoldenCase(
      "an empty secret", Sample.oauth2,
      Edit("canary-client-secret", ""),
      told: """
        not valid (salesforce, bundled, derived)
        error at /auth/params/clientSecret: minLength by /authSpec/1/spec/properties/clientSecret/minLength
          must not be empty: expected at least 1 character
        """),
    GoldenCase(
      "the password of a short number in the wrong type", Sample.basic,
      Edit(#""canary-password""#, "1234"),
      told: """
        not valid (salesforce, bundled, derived)
        error at /auth/params/password: type by /authSpec/0/spec/properties/password/type
          expected a string, found a number; write it in quotes
        warning at /auth/specName: x-deprecated by /authSpec/0/x-deprecated
          Basic authentication ended in January 2026; use OAuth2 Client Credential.
        """),
    GoldenCase(
      "the kind of credentials in other letters", Sample.oauth2,
      Edit("OAuth2 Client Credential", "oauth2 client credential"),
      told: """
        not valid (salesforce, bundled, derived)
        error at /auth/specName: enum by /authSpec, meant "OAuth2 Client Credential"
          this is not the name of an auth spec of salesforce, which offers "Basic Authentication", "OAuth2 Client \
        Credential", "OAuth2 JWT Token Credential"; did you mean "OAuth2 Client Credential"?
        """),
    GoldenCase(
      "the kind of credentials in the plural, and params that do not fit", Sample.oauth2,
      Edit("OAuth2 Client Credential", "OAuth2 Client Credentials"),
      Edit("clientId", "clientID"),
      told: """
        not valid (salesforce, bundled, derived)
        error at /auth/specName: enum by /authSpec, meant "OAuth2 Client Credential"
          this is not the name of an auth spec of salesforce, which offers "Basic Authentication", "OAuth2 Client \
        Credential", "OAuth2 JWT Token Credential"; did you mean "OAuth2 Client Credential"?
        error at /auth/params/clientID: required by /authSpec/1/spec/required, meant "clientId"
          "clientID" is not a known name; did you mean "clientId", which is required?
        """),
    GoldenCase(
      "a kind of credentials that is near none", Sample.oauth2,
      Edit("OAuth2 Client Credential", "Kerberos"),
      Edit("clientId", "clientID"),
      told: """
        not valid (salesforce, bundled, derived)
        error at /auth/specName: enum by /authSpec
          this is not the name of an auth spec of salesforce, which offers "Basic Authentication", "OAuth2 Client \
        Credential", "OAuth2 JWT Token Credential"
        """),
    GoldenCase(
      "the kind of credentials is a number", Sample.oauth2,
      Edit(#""OAuth2 Client Credential""#, "2"),
      told: """
        not valid (salesforce, bundled, derived)
        error at /auth/specName: type by /properties/auth/$ref/properties/specName/type, meant "2"
          expected a string, found a number; write it in quotes: "2"
        """),
    GoldenCase(
      "the kind of credentials is empty", Sample.oauth2,
      Edit("OAuth2 Client Credential", ""),
      told: """
        not valid (salesforce, bundled, derived)
        error at /auth/specName: enum by /authSpec
          this is not the name of an auth spec of salesforce, which offers "Basic Authentication", "OAuth2 Client \
        Credential", "OAuth2 JWT Token Credential"
        """),
    GoldenCase(
      "the kind of credentials is missing", Sample.oauth2,
      Edit(#""specName": "OAuth2 Client Credential","#, ""),
      told: """
        not valid (salesforce, bundled, derived)
        error at /auth: required by /properties/auth/$ref/required
          "specName" is missing
        """),
    GoldenCase(
      "the kind of credentials is misspelt", Sample.oauth2,
      Edit("specName", "specname"),
      told: """
        not valid (salesforce, bundled, derived)
        error at /auth/specname: required by /properties/auth/$ref/required, meant "specName"
          "specname" is not a known name; did you mean "specName", which is required?
        """),
    GoldenCase(
      "params of another kind", Sample.basic,
      Edit("Basic Authentication", "OAuth2 Client Credential"),
      told: """
        not valid (salesforce, bundled, derived)
        error at /auth/params: required by /authSpec/1/spec/required
          "clientId" is missing
        error at /auth/params: required by /authSpec/1/spec/required
          "clientSecret" is missing
        error at /auth/params: required by /authSpec/1/spec/required
          "apiVersion" is missing
        warning at /auth/params/username: properties by /authSpec/1/spec/properties
          "username" is not a name the schema knows
        warning at /auth/params/password: properties by /authSpec/1/spec/properties
          "password" is not a name the schema knows
        warning at /auth/params/securityToken: properties by /authSpec/1/spec/properties
          "securityToken" is not a name the schema knows
        """),
    GoldenCase(
      "no params of the credentials", Sample.oauth2,
      Edit(#""params""#, #""parameters""#),
      told: """
        not valid (salesforce, bundled, derived)
        error at /auth: required by /properties/auth/$ref/required
          "params" is missing
        warning at /auth/parameters: properties by /properties/auth/$ref/properties
          "parameters" is not a name the schema knows
        """),
    GoldenCase(
      "credentials as a string", Sample.oauth2,
      Edit(#""params": {"#, #""params": "canary", "x": {"#),
      told: """
        not valid (salesforce, bundled, derived)
        error at /auth/params: type by /properties/auth/$ref/properties/params/type
          expected an object, found a string of 6 characters
        warning at /auth/x: properties by /properties/auth/$ref/properties
          "x" is not a name the schema knows
        """),
    GoldenCase(
      "auth misspelt", Sample.oauth2,
      Edit(#""auth""#, #""Auth""#),
      told: """
        not valid (salesforce, bundled, derived)
        error at /Auth: required by /authSpec, meant "auth"
          "Auth" is not a known name; did you mean "auth", which salesforce requires?
        """),
    GoldenCase(
      "auth is an array", Sample.oauth2,
      Edit(#""auth": {"#, #""auth": ["canary"], "x": {"#),
      told: """
        not valid (salesforce, bundled, derived)
        error at /auth: type by /properties/auth/$ref/type
          expected an object, found an array of 1 element
        warning at /x: properties by /properties
          "x" is not a name the schema knows
        """),
    GoldenCase(
      "an unknown param", Sample.oauth2,
      Edit(#""includeDeletedObjects""#, #""region": "eu", "includeDeletedObjects""#),
      told: """
        valid (salesforce, bundled, derived)
        warning at /auth/params/region: properties by /authSpec/1/spec/properties
          "region" is not a name the schema knows
        """),
    GoldenCase(
      "an optional param misspelt", Sample.oauth2,
      Edit("includeDeletedObjects", "includeDeletedObject"),
      told: """
        valid (salesforce, bundled, derived)
        warning at /auth/params/includeDeletedObject: properties by /authSpec/1/spec/properties, meant \
        "includeDeletedObjects"
          "includeDeletedObject" is not a name the schema knows; did you mean "includeDeletedObjects"?
        """),
    GoldenCase(
      "a second spelling beside the right one", Sample.oauth2,
      Edit(#""clientId""#, #""client_id": "x", "clientId""#),
      told: """
        valid (salesforce, bundled, derived)
        warning at /auth/params/client_id: properties by /authSpec/1/spec/properties
          "client_id" is not a name the schema knows
        """),
    GoldenCase(
      "an unknown connection spec", Sample.oauth2,
      Edit("cfc0fee1-7dc0-40ef-b73e-d8b134c436f5", "00000000-0000-4000-8000-000000000000"),
      told: """
        valid (none)
        warning at /connectionSpec/id: x-unknownSpec by /id
          no connection spec of this id is known here, so the credentials could not be checked
        """),
    GoldenCase(
      "a connection spec with one digit wrong", Sample.oauth2,
      Edit("cfc0fee1-7dc0-40ef-b73e-d8b134c436f5", "cfc0fee1-7dc0-40ef-b73e-d8b134c436f6"),
      told: """
        valid (none)
        warning at /connectionSpec/id: x-unknownSpec by /id, meant "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5"
          no connection spec of this id is known here, so the credentials could not be checked; one that differs \
        only a little is that of salesforce
        """),
    GoldenCase(
      "a connection spec in capitals", Sample.oauth2,
      Edit("cfc0fee1-7dc0-40ef-b73e-d8b134c436f5", "CFC0FEE1-7DC0-40EF-B73E-D8B134C436F5"),
      told: """
        valid (salesforce, bundled, derived)
        """),
    GoldenCase(
      "an id of a connection spec that is no UUID", Sample.oauth2,
      Edit("cfc0fee1-7dc0-40ef-b73e-d8b134c436f5", "salesforce"),
      told: """
        not valid
        error at /connectionSpec/id: pattern by /properties/connectionSpec/$ref/properties/id/$ref/pattern
          expected a UUID such as cfc0fee1-7dc0-40ef-b73e-d8b134c436f5, found a string of 10 characters
        """),
    GoldenCase(
      "an id of a connection spec that is a number", Sample.oauth2,
      Edit(#""cfc0fee1-7dc0-40ef-b73e-d8b134c436f5""#, "7"),
      told: """
        not valid
        error at /connectionSpec/id: type by /properties/connectionSpec/$ref/properties/id/$ref/type
          expected a string, found a number; write it in quotes
        """),
    GoldenCase(
      "no id of a connection spec", Sample.oauth2,
      Edit(#""id": "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","#, ""),
      told: """
        not valid
        error at /connectionSpec: required by /properties/connectionSpec/$ref/required
          "id" is missing
        """),
    GoldenCase(
      "no connection spec", Sample.oauth2,
      Edit(
        """
        ,
          "connectionSpec": {
            "id": "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5",
            "version": "1.0"
          }
        """, ""),
      told: """
        not valid
        error at the params: required by /required
          "connectionSpec" is missing
        """),
    GoldenCase(
      "the connection spec misspelt", Sample.oauth2,
      Edit("connectionSpec", "connection_spec"),
      told: """
        not valid
        error at /connection_spec: required by /required, meant "connectionSpec"
          "connection_spec" is not a known name; did you mean "connectionSpec", which is required?
        """),
    GoldenCase(
      "the name is empty", Sample.oauth2,
      Edit(#""ACME Salesforce account""#, #""""#),
      told: """
        not valid (salesforce, bundled, derived)
        error at /name: minLength by /properties/name/$ref/minLength
          must not be empty: expected at least 1 character
        """),
    GoldenCase(
      "the name is missing", Sample.oauth2,
      Edit(#""name": "ACME Salesforce account","#, ""),
      told: """
        not valid (salesforce, bundled, derived)
        error at the params: required by /required
          "name" is missing
        """),
    GoldenCase(
      "the name is a number", Sample.oauth2,
      Edit(#""ACME Salesforce account""#, "5"),
      told: """
        not valid (salesforce, bundled, derived)
        error at /name: type by /properties/name/$ref/type, meant "5"
          expected a string, found a number; write it in quotes: "5"
        """),
    GoldenCase(
      "the name is misspelt", Sample.oauth2,
      Edit(#""name""#, #""nmae""#),
      told: """
        not valid (salesforce, bundled, derived)
        error at /nmae: required by /required, meant "name"
          "nmae" is not a known name; did you mean "name", which is required?
        """),
    GoldenCase(
      "the description is null", Sample.oauth2,
      Edit(#""Salesforce account using OAuth 2""#, "null"),
      told: """
        not valid (salesforce, bundled, derived)
        error at /description: type by /properties/description/type
          expected a string, found null
        """),
    GoldenCase(
      "a provider that is no UUID", Sample.oauth2,
      Edit(#""name""#, #""providerId": "adobe", "name""#),
      told: """
        not valid (salesforce, bundled, derived)
        error at /providerId: pattern by /properties/providerId/$ref/pattern
          expected a UUID such as cfc0fee1-7dc0-40ef-b73e-d8b134c436f5, found a string of 5 characters
        """),
    GoldenCase(
      "an unknown member", Sample.oauth2,
      Edit(#""name""#, #""tags": ["a"], "name""#),
      told: """
        valid (salesforce, bundled, derived)
        warning at /tags: properties by /properties
          "tags" is not a name the schema knows
        """),
    GoldenCase(
      "a member near one that is absent", Sample.oauth2,
      Edit(#""name""#, #""provider_id": "0ed90a81-07f4-4586-8190-b40eccef1c5a", "name""#),
      told: """
        valid (salesforce, bundled, derived)
        warning at /provider_id: properties by /properties, meant "providerId"
          "provider_id" is not a name the schema knows; did you mean "providerId"?
        """),
    GoldenCase(
      "_meta in order", Sample.oauth2,
      Edit(
        #""name""#,
        #""_meta": {"progressToken": 7, "sandboxName": "dev", "timeoutMs": 1000, "validation": "strict"}, "name""#),
      told: """
        valid (salesforce, bundled, derived)
        """),
    GoldenCase(
      "_meta of no good", Sample.oauth2,
      Edit(
        #""name""#,
        #""_meta": {"progressToken": true, "sandboxName": "a b", "timeoutMs": 0, "validation": "Warn"}, "name""#),
      told: """
        not valid (salesforce, bundled, derived)
        error at /_meta/progressToken: type by /properties/_meta/$ref/properties/progressToken/type
          expected a string or a number, found a boolean; write it in quotes
        error at /_meta/sandboxName: pattern by /properties/_meta/$ref/properties/sandboxName/pattern
          expected a sandbox name without blanks, such as dev, found a string of 3 characters
        error at /_meta/timeoutMs: minimum by /properties/_meta/$ref/properties/timeoutMs/minimum
          expected at least 1, found less
        error at /_meta/validation: enum by /properties/_meta/$ref/properties/validation/enum, meant "warn"
          expected one of "strict" or "warn", found another value; did you mean "warn"?
        """),
    GoldenCase(
      "_meta with an unknown member", Sample.oauth2,
      Edit(#""name""#, #""_meta": {"traceparent": "x"}, "name""#),
      told: """
        valid (salesforce, bundled, derived)
        """),
    GoldenCase(
      "_meta with a misspelt member", Sample.oauth2,
      Edit(#""name""#, #""_meta": {"sandboxname": "dev"}, "name""#),
      told: """
        valid (salesforce, bundled, derived)
        warning at /_meta/sandboxname: properties by /properties/_meta/$ref/properties, meant "sandboxName"
          "sandboxname" is not a name the schema knows; did you mean "sandboxName"?
        """),
    GoldenCase(
      "_meta is a string", Sample.oauth2,
      Edit(#""name""#, #""_meta": "x", "name""#),
      told: """
        not valid (salesforce, bundled, derived)
        error at /_meta: type by /properties/_meta/$ref/type
          expected an object, found a string of 1 character
        """),
    GoldenCase(
      "_meta misspelt", Sample.oauth2,
      Edit(#""name""#, #""meta": {"validation": "warn"}, "name""#),
      told: """
        valid (salesforce, bundled, derived)
        warning at /meta: properties by /properties, meant "_meta"
          "meta" is not a name the schema knows; did you mean "_meta"?
        """),
  ]
}
