using System.Numerics;
using TogetherAI.Engine.Templates.Evaluation;

namespace TogetherAI.Engine.Templates.Values;

/// <summary>Python's names of types, and what counts as true.</summary>
internal static class PythonType
{
    public static string Name(object? value) => value switch
    {
        null => "NoneType",
        bool => "bool",
        long or BigInteger => "int",
        double => "float",
        string => "str",
        List<object?> => "list",
        object?[] => "tuple",
        DictValue => "dict",
        Undefined => "Undefined",
        NamespaceValue => "Namespace",
        LoopValue => "LoopContext",
        IterableValue several => several.Name,
        ICallable => "function",
        _ => "object",
    };

    public static bool IsTrue(object? value) => value switch
    {
        null or Undefined => false,
        bool flag => flag,
        long number => number != 0,
        double number => number != 0,
        string text => text.Length > 0,
        List<object?> list => list.Count > 0,
        object?[] tuple => tuple.Length > 0,
        DictValue dict => dict.Count > 0,
        IterableValue several => several.Length != 0,
        _ => true,
    };
}
