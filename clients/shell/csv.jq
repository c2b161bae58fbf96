# CSV (RFC 4180) for jq 1.6 or later: fields may be quoted, and then hold commas, line ends and doubled quotes.
#
#   jq -Rs 'include "csv"; csv' accounts.csv        # an object for each row, with the names of the first line

# The records of a text, each as its text: a line ends one only where no quote is open.
def csv_records:
  foreach (split("\n")[], null) as $line ({};
    if $line == null then .record = .begun
    else
      ((if .begun then .begun + "\n" else "" end) + $line) as $text
      | if ($text | split("\"") | length) % 2 == 1 then {record: ($text | rtrimstr("\r"))} else {begun: $text} end
    end;
    .record | select(. != null and . != ""));

# The fields of a record.
def csv_fields:
  [. + "," | match("(\"(?:[^\"]|\"\")*\"|[^,\"]*),"; "g").captures[0].string // ""
    | if startswith("\"") then .[1:-1] | split("\"\"") | join("\"") else . end];

# An object for each row: its place in the file as `row`, the first line being 1, and its fields by name.
def csv:
  ltrimstr("\ufeff") | [csv_records | csv_fields] | .[0] as $names
  | range(1; length) as $row
  | {row: ($row + 1)} + ([$names, .[$row]] | transpose | map(select(.[0] != null) | {(.[0]): (.[1] // "")}) | add);
