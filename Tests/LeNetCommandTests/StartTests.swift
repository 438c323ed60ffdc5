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
    // The model is whole; that nobody was told of it is an error.
    #expect(run == (redirection.hasPrefix(">/dev/null") ? "0\n" : "1\n"))
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

  @Test("Output that is closed is an error, and so is a file that grows beyond a limit")
  func limits() throws {
    let folder = try TemporaryFolder()
    #expect(try LeNetProcess.shell("\"$LENET\" list recipes >&-; echo $?", in: folder) == "1\n")
    let answer = try LeNetProcess.shell(
      "ulimit -f 1; \"$LENET\" show kernels -o k.svg 2>&1; echo $?; ls -A", in: folder)
    #expect(answer.hasSuffix("k.svg was not written: file too large.\n1\n"), "\(answer)")
  }

  @Test("A file whose name begins with a dash is told how to be named")
  func dash() throws {
    let folder = try TemporaryFolder()
    try folder.write("no picture", to: "-7.png")
    let result = try LeNetProcess.run(["predict", "-7.png"], in: folder.path)
    #expect(result.status == 2 && result.errors.contains("write ./-7.png"), "\(result)")
  }

  @Test("Help of a command that does not exist is wrong use")
  func unknownHelp() throws {
    for words in [["help", "nosuch"], ["help", "data", "nosuch"]] {
      let result = try LeNetProcess.run(words)
      #expect(result.status == 2 && result.errors.contains("no command 'nosuch'"), "\(result)")
    }
    #expect(try LeNetProcess.run(["help", "data", "fetch"]).status == 0)
  }

  #if os(Linux)
  @Test("A table that meets a limit ends with a whole line")
  func wholeLines() throws {
    let folder = try TemporaryFolder()
    for number in 0..<40 { try folder.write("no picture", to: "pictures/\(number).png") }
    let answer = try LeNetProcess.shell(
      "ulimit -f 1; \"$LENET\" predict pictures --csv t.csv 2>&1; echo $?", in: folder)
    #expect(answer.contains("its lines are complete") && answer.hasSuffix("\n1\n"), "\(answer)")
    let table = try #require(folder.bytes("t.csv"))
    #expect(table.count > 200 && table.last == UInt8(ascii: "\n"))
  }

  @Test("A limit of addresses that is too low is told before the work")
  func addresses() throws {
    let folder = try TemporaryFolder()
    let answer = try LeNetProcess.shell(
      "ulimit -v 250000; \"$LENET\" train --output run 2>&1; echo $?; ls -A", in: folder)
    #expect(answer.contains("limited to 244 MB; expected at least 384 MB"), "\(answer)")
    #expect(answer.hasSuffix("\n1\n"), "\(answer)")
  }
  #endif
}
