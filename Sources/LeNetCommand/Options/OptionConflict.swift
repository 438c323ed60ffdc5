import ArgumentParser
import LeNet

/// Refuses options that have no effect with another choice.
enum OptionConflict {
  /// Throws for the first given option; `use` names the choices that it works with.
  static func refuse(_ options: [(name: String, isGiven: Bool)], with choice: String, use: String)
    throws
  {
    guard let option = options.first(where: \.isGiven) else { return }
    throw ValidationError("\(option.name) has no effect with \(choice); use it with \(use)")
  }
}

/// Turns an error of the library about an option into one of wrong use.
func check(_ work: () throws -> Void) throws {
  do {
    try work()
  } catch let error as ValidationError {
    throw error
  } catch {
    throw ValidationError(error.sentence)
  }
}
