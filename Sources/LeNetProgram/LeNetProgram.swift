import LeNetCommand

/// The program `lenet`; all of it is in `LeNetCommand`, so that other programs can contain it too.
@main
enum LeNetProgram {
  static func main() { Program.main() }
}
