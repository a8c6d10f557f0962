using System.Reflection;
using System.Text.Json.Serialization;

namespace TogetherAI.Conventions.Wire;

/// <summary>A set of names that the service may add to is no enum: a value from the future must come through.</summary>
public class OpenSetTests
{
    [Fact]
    public void No_enum_is_reachable_from_a_type_on_the_wire()
    {
        HashSet<Type> seen = [];
        List<string> findings = [];
        foreach (CustomAttributeData attribute in typeof(TogetherJsonContext).CustomAttributes.Concat(typeof(DedicatedJsonContext).CustomAttributes).Where(static a => a.AttributeType == typeof(JsonSerializableAttribute)))
            Walk((Type)attribute.ConstructorArguments[0].Value!, "", seen, findings);
        Assert.Contains(typeof(FinishReason), seen);
        Assert.Contains(typeof(TokenUsage), seen);
        Assert.Contains(typeof(DeploymentState), seen);
        Product.NoFindings(findings);
    }

    private static void Walk(Type type, string path, HashSet<Type> seen, List<string> findings)
    {
        foreach (Type part in type.HasElementType ? [type.GetElementType()!] : type.GetGenericArguments())
            Walk(part, path, seen, findings);
        if (type.Assembly != Product.Client || !seen.Add(type))
            return;
        if (type.IsEnum)
            findings.Add($"{path}: {type.FullName}");
        foreach (PropertyInfo property in type.GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance))
        {
            if (property.Name != "EqualityContract" && property.GetCustomAttribute<JsonIgnoreAttribute>() is null)
                Walk(property.PropertyType, $"{type.Name}.{property.Name}", seen, findings);
        }
    }
}
