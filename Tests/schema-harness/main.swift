// Validates for others over standard streams.
//
//   schema-harness                        speaks the Bowtie harness protocol (IHOP), version 1: one JSON object a line
//   schema-harness --measure FILE [MS]    times what is in FILE: {"name": {"schema": .., "valid": .., "invalid": ..}, ..}
//   schema-harness --validate FILE N      reads and validates each valid instance of such a file N times
//   schema-harness --diagnose SCHEMA FILE prints all problems of an instance, one a line

import JSON
import JSONSchema

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

switch CommandLine.arguments.dropFirst().first {
case nil:
  Harness().run()
case "--measure" where CommandLine.arguments.count >= 3:
  let milliseconds = CommandLine.arguments.count > 3 ? Int(CommandLine.arguments[3]) ?? 200 : 200
  Measurement(milliseconds: milliseconds).run(CommandLine.arguments[2])
case "--validate" where CommandLine.arguments.count == 4:
  Measurement(milliseconds: 0).validate(CommandLine.arguments[2], times: Int(CommandLine.arguments[3]) ?? 1)
case "--diagnose" where CommandLine.arguments.count == 4:
  printDiagnosis(schema: CommandLine.arguments[2], instance: CommandLine.arguments[3])
default:
  StandardStreams.writeError(
    "usage: schema-harness [--measure FILE [MS] | --validate FILE N | --diagnose SCHEMA FILE]\n")
  exit(2)
}
