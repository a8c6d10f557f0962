using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TogetherAI.Tests.StructuredOutput;

[Description("Somebody.")]
public sealed record Person(
    [property: Description("The full name.")] string Name, int Age, string? Nick, Mood Mood, Mood? Was, IReadOnlyList<Address> Addresses, Person? Boss = null);

public sealed record Address
{
    public required string City { get; init; }

    public double Share { get; init; }
}

public sealed class Node
{
    public required Node? Next { get; init; }
}

public sealed record Percent
{
    [JsonConstructor]
    public Percent(int value)
    {
        if (value is < 0 or > 100)
            throw new ArgumentOutOfRangeException(nameof(value), "A percentage is from 0 to 100.");
        Value = value;
    }

    public int Value { get; }
}

[JsonConverter(typeof(JsonStringEnumConverter<Mood>))]
public enum Mood
{
    Good,
    Bad,
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(Person))]
[JsonSerializable(typeof(Address))]
[JsonSerializable(typeof(Percent))]
[JsonSerializable(typeof(List<Address>))]
[JsonSerializable(typeof(List<Node>))]
[JsonSerializable(typeof(Dictionary<string, int>))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(int))]
public sealed partial class TypesJson : JsonSerializerContext;
