using TogetherAI.Engine.Templates.Builtins;
using TogetherAI.Engine.Templates.Evaluation;

namespace TogetherAI.Engine.Templates.Values;

/// <summary>
/// Attributes, items and membership. As in Jinja, <c>a.b</c> tries methods before keys, and <c>a['b']</c> keys before attributes.
/// </summary>
internal static class PythonAttributes
{
    public static object? GetAttribute(object? target, string name)
    {
        switch (target)
        {
            case Undefined missing:
                throw missing.Fault();
            case NamespaceValue names:
                return names.Attributes.TryGet(name, out object? attribute) ? attribute : new Undefined($"the namespace's '{name}'");
            case LoopValue loop:
                return loop.Attribute(name);
            case DictValue dict:
                return Methods.Find(dict, name) is ICallable method ? method
                    : dict.TryGet(name, out object? value) ? value
                    : new Undefined($"'{name}' of the dict");
            default:
                return Methods.Find(target, name) as object ?? new Undefined($"'{name}' of {PythonType.Name(target)}");
        }
    }

    public static object? GetItem(object? target, object? key)
    {
        switch (target)
        {
            case Undefined missing:
                throw missing.Fault();
            case DictValue dict:
                if (key is not (List<object?> or DictValue) && dict.TryGet(key, out object? value)) return value;
                break;
            case IReadOnlyList<object?> items when PythonNumber.TryWhole(key, out long index):
                return PythonSequence.TryIndex(index, items.Count, out int place) ? items[place] : new Undefined($"item {index} of {items.Count}");
            case string text when PythonNumber.TryWhole(key, out long index):
                return PythonText.At(text, index) as object ?? new Undefined($"character {index} of the string");
        }

        return key is string name ? GetAttribute(target, name) : new Undefined($"item {PythonRepr.Repr(key)} of {PythonType.Name(target)}");
    }

    /// <summary><c>item in container</c>.</summary>
    public static bool Contains(Evaluator evaluator, object? container, object? item)
    {
        switch (container)
        {
            case string text:
                return item is string part
                    ? text.Contains(part, StringComparison.Ordinal)
                    : throw new TemplateFault($"only a string can be 'in' a string, not {PythonType.Name(item)}");
            case DictValue dict:
                return dict.Contains(item);
            case IReadOnlyList<object?> items:
                return items.Any(other => PythonComparison.AreEqual(item, other, evaluator.Budget));
            case IterableValue several:
                return several.Take().Any(other => PythonComparison.AreEqual(item, other, evaluator.Budget));
            case Undefined:
                return false;
            default:
                throw new TemplateFault($"nothing can be 'in' {PythonType.Name(container)}");
        }
    }
}
