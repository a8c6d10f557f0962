using System.Text.Json.Serialization;

namespace TogetherAI.AotApp;

/// <summary>The types of a program's own that a model answers with, and calls functions with.</summary>
[JsonSerializable(typeof(Capital))]
[JsonSerializable(typeof(string))]
internal sealed partial class AppJson : JsonSerializerContext;

internal sealed record Capital(string City, int Founded);
