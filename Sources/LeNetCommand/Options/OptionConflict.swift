import ArgumentParser
import LeNet

/// Options that make no sense beside a choice made elsewhere.
enum OptionConflict {
  /// Throws for the first option that is given; `use` names the choices it goes with.
  static func refuse(_ options: [(name: String, isGiven: Bool)], with choice: String, use: String)
    throws
  {
    guard let option = options.first(where: \.isGiven) else { return }
    throw ValidationError("\(option.name) has no meaning with \(choice): it goes with \(use).")
  }
}

/// Turns an error of the libraries about an option into one of wrong use.
func check(_ work: () throws -> Void) throws {
  do {
    try work()
  } catch let error as ValidationError {
    throw error
  } catch let error as RecipeError {
    throw ValidationError(error.optionSentence)
  } catch {
    throw ValidationError("\(error)")
  }
}
