using System.Collections;
using System.Reflection;
using System.Text.Json.Serialization;

namespace TogetherAI.Conventions.Api;

/// <summary>A user's tests can make whatever a client returns: with <c>new</c> and init properties, with a method of its own, or with the factory.</summary>
public class FactoryTests
{
    /// <summary>What runs and is no answer: a test rents one from a local server.</summary>
    private static readonly HashSet<Type> s_alive = [typeof(EndpointLease)];

    private static readonly HashSet<Type> s_made =
        [.. typeof(TogetherModelFactory).GetMethods(BindingFlags.Public | BindingFlags.Static).Select(static method => Definition(Unwrap(method.ReturnType)))];

    [Fact]
    public void Every_answer_can_be_made()
    {
        HashSet<Type> seen = [];
        List<string> findings = [];
        foreach (Type client in Product.Client.GetExportedTypes().Where(static type => type.Name.EndsWith("Client", StringComparison.Ordinal)))
        {
            foreach (MethodInfo method in client.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
                Walk(Unwrap(method.ReturnType), $"{client.Name}.{method.Name}", seen, findings);
        }

        Assert.Contains(typeof(ChatResponse), seen);
        Assert.Contains(typeof(TokenUsage), seen);
        Assert.Contains(typeof(DedicatedDeployment), seen);
        Product.NoFindings(findings);
    }

    private static void Walk(Type type, string path, HashSet<Type> seen, List<string> findings)
    {
        foreach (Type part in type.HasElementType ? [type.GetElementType()!] : type.GetGenericArguments())
            Walk(part, path, seen, findings);
        type = Definition(type);
        if (type.IsGenericParameter || type.Assembly != Product.Client || type.Name.EndsWith("Client", StringComparison.Ordinal) || !seen.Add(type))
            return;
        if (!type.IsValueType && !type.IsAbstract && !CanBeMade(type))
            findings.Add($"{path}: nobody but the library makes a {type.Name}");
        if (!type.IsSubclassOf(typeof(WireModel)))
            return;
        foreach (PropertyInfo property in type.GetProperties().Where(static property => !property.IsDefined(typeof(JsonIgnoreAttribute)) && property.GetIndexParameters().Length == 0))
            Walk(property.PropertyType, $"{path}.{property.Name}", seen, findings);
    }

    private static bool CanBeMade(Type type)
    {
        if (s_made.Contains(type) || s_alive.Contains(type) || type.GetMethods(BindingFlags.Public | BindingFlags.Static).Any(method => Definition(method.ReturnType) == type && !method.IsSpecialName))
            return true;

        // A list has an empty constructor, and with that only no entries.
        bool isFilled = !type.IsAssignableTo(typeof(IEnumerable)) || type.GetProperties().Any(static property => property.SetMethod is { IsPublic: true });
        return isFilled && type.GetConstructors().Length > 0;
    }

    private static Type Definition(Type type) => type.IsGenericType && type.Assembly == Product.Client ? type.GetGenericTypeDefinition() : type;

    private static Type Unwrap(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() is { } open && (open == typeof(Task<>) || open == typeof(IAsyncEnumerable<>)) ? type.GetGenericArguments()[0] : type;
}
