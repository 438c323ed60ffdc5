import LeNetCommand
import Testing

/// Version 0.1's names of options and subcommands, which help no longer shows.
@Suite("Names of version 0.1 at the command line")
struct EarlierNamesTests {
  @Test(
    "They stand for the present ones, with a value behind them or after an equals sign",
    arguments: [
      ("train --fit pad --init=a.safetensors", "train --resize-mode pad --weights=a.safetensors"),
      ("train --choose-by loss --rise 0.1", "train --monitor loss --warmup-fraction 0.1"),
      ("evaluate m --part training", "evaluate m --split training"),
      ("predict --accept 0.9 -- --part", "predict --coverage 0.9 -- --part"),
      ("show table1 lenet4", "show connections lenet4"), ("show curves maps", "show curves maps"),
      (
        "sweep --vary rise=0.1,0.2 --fit pad",
        "sweep --vary warmup-fraction=0.1,0.2 --resize-mode pad"
      ),
      ("sweep --vary=fit=pad,resize", "sweep --vary=resize-mode=pad,resize"),
      ("show table1 --stage C3", "show connections --layer C3"),
      ("help show maps", "help show feature-maps"), ("help", "help"), ("show", "show"),
      ("bench --measure stages", "bench --measure layers"),
      ("bench --measure=stages", "bench --measure=layers"),
      ("train --initialization keras --partial", "train --initializer keras --partial"),
    ])
  func replaced(earlier: String, present: String) {
    let words = earlier.split(separator: " ").map(String.init)
    #expect(EarlierNames.replaced(in: words).joined(separator: " ") == present)
  }

  @Test("The program takes them")
  func program() throws {
    let result = try LeNetProcess.run(["show", "unit", "C1", "--help"])
    #expect(result.status == 0 && result.output.contains("lenet show neuron"))
  }
}
