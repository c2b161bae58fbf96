// Validates for others over standard streams.
//
//   schema-harness                        speaks the Bowtie harness protocol (IHOP), version 1: one JSON object a line
//   schema-harness --measure FILE [MS]    times what is in FILE: {"name": {"schema": .., "valid": .., "invalid": ..}, ..}
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
case "--diagnose" where CommandLine.arguments.count == 4:
  printDiagnosis(schema: CommandLine.arguments[2], instance: CommandLine.arguments[3])
default:
  StandardStreams.writeError("usage: schema-harness [--measure FILE [MS] | --diagnose SCHEMA FILE]\n")
  exit(2)
}
