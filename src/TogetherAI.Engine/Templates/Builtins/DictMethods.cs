using System.Collections.Frozen;
using TogetherAI.Engine.Templates.Values;

namespace TogetherAI.Engine.Templates.Builtins;

/// <summary>
/// Python's methods of <c>dict</c>. Values come from one rendering's own copy of the conversation, so those that change them are harmless.
/// </summary>
internal static class DictMethods
{
    public static FrozenDictionary<string, Method<DictValue>> All { get; } = new Dictionary<string, Method<DictValue>>
    {
        ["copy"] = static (_, self, _) => self.Copy(),
        ["get"] = static (_, self, arguments) => arguments.Bind("get", "key", "default") is var bound
            && self.TryGet(bound[0].Required("get"), out object? value) ? value : bound[1].Or(null),
        ["items"] = static (_, self, _) => IterableValue.View("dict_items", Items(self)),
        ["keys"] = static (_, self, _) => IterableValue.View("dict_keys", self.Keys),
        ["pop"] = static (_, self, arguments) => arguments.Bind("pop", "key", "default") is var bound
            && self.Remove(bound[0].Required("pop"), out object? value) ? value : bound[1].Required("pop"),
        ["setdefault"] = static (_, self, arguments) =>
        {
            object?[] bound = arguments.Bind("setdefault", "key", "default");
            if (!self.TryGet(bound[0].Required("setdefault"), out object? value)) self[bound[0]] = value = bound[1].Or(null);
            return value;
        },
        ["update"] = static (_, self, arguments) =>
        {
            foreach (object? more in arguments.Positional)
            {
                if (more is not DictValue dict) throw new TemplateFault($"update() takes a dict and was given {PythonType.Name(more)}");
                foreach ((object? key, object? value) in dict.Entries.ToList()) self[key] = value;
            }

            foreach ((string name, object? value) in arguments.Named) self[name] = value;
            return null;
        },
        ["values"] = static (_, self, _) => IterableValue.View("dict_values", self.Values),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static List<object?> Items(DictValue dict) => [.. dict.Entries.Select(static entry => new object?[] { entry.Key, entry.Value })];
}
