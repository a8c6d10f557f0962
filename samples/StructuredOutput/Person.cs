using System.ComponentModel;

namespace StructuredOutput;

/// <summary>What is asked for; the description and the names go to the model.</summary>
[Description("Somebody mentioned in the text.")]
public sealed record Person(string Name, int Age);
