import LeNetCommand
import Testing

@Suite("Commands to be typed again")
struct ShellWordTests {
  @Test(
    "Words with anything but plain characters are quoted",
    arguments: [
      ("runs/a-1", "runs/a-1"), ("my run", "'my run'"), ("", "''"), ("it's", #"'it'\''s'"#),
      ("$HOME", "'$HOME'"), ("é", "'é'"),
      ("caf\u{EFE9}.png", #"$'caf\351.png'"#), ("it's\u{EF80}\\", #"$'it\'s\200\\'"#),
    ])
  func quoted(word: String, text: String) {
    #expect(ShellWord.quoted(word) == text)
  }

  @Test(
    "A line of such words is taken apart again",
    arguments: [
      ["a", "b"], ["my run", "it's", "", "$HOME", "a\\b", "''"],
      ["caf\u{EFE9}", "it's\u{EF80}\\ $'", "$"], [],
    ])
  func split(words: [String]) {
    let line = words.map(ShellWord.quoted).joined(separator: " ")
    #expect(ShellWord.split(line) == words)
  }

  @Test(
    "The command to train again names no folder and no --resume",
    arguments: [
      ("lenet train --seed 2", "lenet train --seed 2"),
      ("lenet train -o 'my run' --epochs 3 --resume", "lenet train --epochs 3"),
      ("lenet train --output=a --weights 'b c'", "lenet train --weights 'b c'"),
      ("lenet train --output a", "lenet train"), ("lenet train -o", "lenet train"),
    ])
  func again(command: String, text: String) {
    #expect(RunCommandLine.repeating(command) == text)
  }

  @Test(
    "The command that goes on names the folder and says so once",
    arguments: [
      (["train"], "lenet train --output runs/x-1 --resume"),
      (["train", "-o", "my run"], "lenet train -o 'my run' --resume"),
      (["demo", "--output", "runs/x-1"], "lenet train --output runs/x-1 --resume"),
      (["train", "--output=a", "--resume"], "lenet train --output=a --resume"),
    ])
  func resume(arguments: [String], text: String) {
    #expect(ShellWord.resumeCommand(folder: "runs/x-1", arguments: arguments) == text)
  }
}
