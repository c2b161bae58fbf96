/// Texts with something of everything, short enough that a change of one byte is likely to matter.
enum WholeTexts {
  static let all: [Sample] = [
    #"{"name":"x","list":[1,-2.5e+10,true,false,null],"in":{"a1":"\u00e9\n\"\\","a2":[[],{}]}}"#,
    #"[{"id":1,"iD":2,"Id":3,"ID":4},{"\u0061":"\ud83d\ude00","b":"é€😀"},0,-0,0.0,1E5,"\/\b\f\n\r\t"]"#,
    " [ \"twelve chars and more\" , { \"k\" : { \"k\" : { \"k\" : [ ] } } } ,\r\n\t 12345678901234567890 ] \n",
    #"{"":"","0":0,"1":1,"2":10,"3":100,"\"":"'","\\":"\\\\","é":"e","\u2028":"\u2029","long name of a member":"long value"}"#,
    #"{"a":0,"b":1,"c":2,"d":3,"e":4,"f":5,"g":6,"h":7,"i":8,"j":9,"k":0,"l":1,"m":2,"n":3,"o":4,"p":5,"q":6,"r":7,"s":8,"#
      + #""t":9,"u":0,"v":1,"w":2,"x":3,"y":4,"z":[5]}"#,
    #"["", "a", "ab", "abc", "abcdefg", "abcdefgh", "abcdefghi", "\u0041\u007f\u0080\uffff", "éèêë", "\\\"", "[]{},:"]"#,
    """
    {
      "name": "Some connection",
      "auth": { "specName": "Some", "params": { "host": "https://example.test", "user": "me", "version": "60.0" } },
      "connectionSpec": { "id": "00000000-0000-0000-0000-000000000000", "version": "1.0" },
      "numbers": [0.5, 1e-7, -12, 3.25E+2]
    }
    """,
  ].map { Sample($0) }
}
