using System.Text.Json;
using TogetherAI.Engine.Constraints;

namespace TogetherAI.Local.Answers.Speech;

/// <summary>A function that a model may be made to call.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">The schema of its arguments.</param>
/// <param name="Arguments">What its arguments are held to where they are written as JSON.</param>
internal sealed record CallableFunction(string Name, JsonElement Parameters, OutputConstraint Arguments);
