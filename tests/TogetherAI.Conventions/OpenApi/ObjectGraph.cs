using System.Collections;
using System.Reflection;
using System.Text.Json.Serialization;

namespace TogetherAI.Conventions.OpenApi;

/// <summary>Walks over everything that hangs on a model.</summary>
internal static class ObjectGraph
{
    /// <summary>Every model below an object, the object itself included, each with the way to it.</summary>
    public static IEnumerable<(string Path, WireModel Model)> Models(object? root) => Walk(root, "$", new HashSet<object>(ReferenceEqualityComparer.Instance));

    private static IEnumerable<(string Path, WireModel Model)> Walk(object? value, string path, HashSet<object> seen)
    {
        if (value is null or string || value.GetType().IsValueType || !seen.Add(value))
            yield break;
        if (value is WireModel model)
            yield return (path, model);
        if (value.GetType().Assembly == Product.Client)
        {
            foreach (PropertyInfo property in value.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            {
                if (property.GetIndexParameters().Length > 0 || property.Name == "EqualityContract" || property.IsDefined(typeof(JsonIgnoreAttribute)))
                    continue;
                foreach ((string, WireModel) found in Walk(property.GetValue(value), $"{path}.{property.Name}", seen))
                    yield return found;
            }
        }
        else if (value is IDictionary map)
        {
            foreach (DictionaryEntry entry in map)
            {
                foreach ((string, WireModel) found in Walk(entry.Value, $"{path}['{entry.Key}']", seen))
                    yield return found;
            }
        }
        else if (value is IEnumerable list)
        {
            foreach (object? item in list)
            {
                foreach ((string, WireModel) found in Walk(item, path + "[]", seen))
                    yield return found;
            }
        }
    }
}
