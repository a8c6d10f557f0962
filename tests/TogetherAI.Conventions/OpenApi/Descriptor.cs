using System.Reflection;
using System.Text.Json.Serialization.Metadata;

namespace TogetherAI.Conventions.OpenApi;

/// <summary>One of the client's <see cref="Operation{TRequest,TResponse}"/>s, whatever its types.</summary>
/// <param name="Name">Where it stands in the sources: <c>ChatOperations.Create</c>.</param>
/// <param name="Key">Method and path, as <see cref="DescribedOperation.Key"/> has them.</param>
/// <param name="Request">How the body is written; null where there is none, or it is no JSON.</param>
/// <param name="Response">How the answer is read; null where it is no JSON.</param>
/// <param name="ReadByHand">The operation's faster reader; null where it has none.</param>
internal sealed record Descriptor(string Name, string Key, JsonTypeInfo? Request, JsonTypeInfo? Response, Delegate? ReadByHand)
{
    /// <summary>All there are, found by their type.</summary>
    public static IReadOnlyList<Descriptor> All { get; } =
    [
        .. from type in Product.Client.GetTypes()
           where type.Name.EndsWith("Operations", StringComparison.Ordinal)
           from field in type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
           where field.FieldType.IsGenericType && field.FieldType.GetGenericTypeDefinition() == typeof(Operation<,>)
           select From(field),
    ];

    public override string ToString() => $"{Key} ({Name})";

    private static Descriptor From(FieldInfo field)
    {
        object operation = field.GetValue(null)!;
        T Get<T>(string name) => (T)field.FieldType.GetProperty(name)!.GetValue(operation)!;
        return new Descriptor(
            $"{field.DeclaringType!.Name}.{field.Name}",
            DescribedOperation.KeyOf(Get<HttpMethod>("Method").Method, Get<string>("Path")),
            Get<JsonTypeInfo?>("RequestType"),
            Get<JsonTypeInfo?>("ResponseType"),
            Get<Delegate?>("Read"));
    }
}
