import Foundation
import Testing

@Suite("What the program is started with")
struct StartTests {
  @Test(
    "A closed descriptor is no door into a file",
    arguments: [">/dev/null 2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
  func closed(redirection: String) throws {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    let run = try LeNetProcess.shell(
      "\"$LENET\" train --data '\(fixture.data)' --output run --epochs 1 \(redirection); echo $?",
      in: folder)
    #expect(run == "0\n")
    let whole = try TemporaryFolder()
    _ = try LeNetProcess.run(
      ["train", "--data", fixture.data, "--output", "run", "--epochs", "1"], in: whole.path)
    let model = "run/model.safetensors"
    #expect(folder.bytes(model) != nil && folder.bytes(model) == whole.bytes(model))
    let metrics = try #require(folder.bytes("run/metrics.jsonl"))
    #expect(String(decoding: metrics, as: UTF8.self).hasPrefix("{"))
    #expect(!String(decoding: metrics, as: UTF8.self).contains("lenet"))
  }

  @Test("A signal that was ignored stays ignored", arguments: ["INT", "TERM"])
  func ignored(signal: String) throws {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    // Whoever is started with `trap ''` inherits the signal as ignored.
    let run = try LeNetProcess.shell(
      """
      trap '' \(signal)
      "$LENET" train --data '\(fixture.data)' --output run --epochs 100 --batch-size 10 \
      --validation 100 --json > lines &
      until grep -q '"epoch":3,' lines || ! kill -0 $!; do sleep 0.01; done
      kill -\(signal) $!; wait $!; echo $?
      """, in: folder)
    #expect(run == "0\n")
    #expect(folder.bytes("run/model.safetensors") != nil)
  }
}
