using System.Collections.Frozen;
using TogetherAI.Engine.Templates.Values;

namespace TogetherAI.Engine.Templates.Builtins;

/// <summary>Python's methods of <c>list</c>.</summary>
internal static class ListMethods
{
    public static FrozenDictionary<string, Method<List<object?>>> All { get; } = new Dictionary<string, Method<List<object?>>>
    {
        ["append"] = static (_, self, arguments) =>
        {
            self.Add(arguments.Bind("append", "object")[0].Required("append"));
            return null;
        },
        ["copy"] = static (_, self, _) => self.ToList(),
        ["count"] = static (evaluator, self, arguments) =>
            (long)self.Count(item => PythonComparison.AreEqual(item, arguments.Bind("count", "value")[0], evaluator.Budget)),
        ["extend"] = static (_, self, arguments) =>
        {
            self.AddRange(PythonSequence.Items(arguments.Bind("extend", "iterable")[0].Required("extend")).ToList());
            return null;
        },
        ["index"] = static (evaluator, self, arguments) =>
            self.FindIndex(item => PythonComparison.AreEqual(item, arguments.Bind("index", "value")[0], evaluator.Budget)) is var index and >= 0
                ? (long)index
                : throw new TemplateFault("the list has no such item"),
        ["insert"] = static (_, self, arguments) =>
        {
            object?[] bound = arguments.Bind("insert", "index", "object");
            long index = bound[0].Whole("insert", 0);
            self.Insert((int)Math.Clamp(index < 0 ? index + self.Count : index, 0, self.Count), bound[1].Required("insert"));
            return null;
        },
        ["pop"] = static (_, self, arguments) =>
        {
            if (!PythonSequence.TryIndex(arguments.Bind("pop", "index")[0].Whole("pop", -1), self.Count, out int place))
                throw new TemplateFault("pop() takes an item that the list does not have");
            object? item = self[place];
            self.RemoveAt(place);
            return item;
        },
        ["reverse"] = static (_, self, _) =>
        {
            self.Reverse();
            return null;
        },
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
