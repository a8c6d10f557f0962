using System.Globalization;
using TogetherAI.Engine.Templates.Evaluation;
using TogetherAI.Engine.Templates.Values;

namespace TogetherAI.Engine.Templates.Builtins;

/// <content>Numbers.</content>
internal static partial class Filters
{
    private static object? Abs(Evaluator evaluator, object? value, Arguments arguments)
    {
        arguments.Bind("abs");
        return PythonArithmetic.Sign(value, negative: PythonNumber.TryFloat(value, out double number) && number < 0);
    }

    private static object? Int(Evaluator evaluator, object? value, Arguments arguments)
    {
        object?[] bound = arguments.Bind("int", "default", "base");
        if (bound[1].Whole("int", 10) != 10) throw new TemplateFault("int() is supported for base 10 only");
        object? absent = bound[0].Or(0L);
        if (PythonNumber.TryWhole(value, out long whole)) return whole;
        if (value is string text && long.TryParse(
            text.Replace("_", string.Empty, StringComparison.Ordinal), NumberStyles.Integer, CultureInfo.InvariantCulture, out whole)) return whole;
        return TryReal(value, out double real) && Math.Abs(real) < long.MaxValue ? (long)real : absent;
    }

    private static object? Float(Evaluator evaluator, object? value, Arguments arguments)
    {
        object? absent = arguments.Bind("float", "default")[0].Or(0.0);
        return TryReal(value, out double real) ? real : absent;
    }

    private static object? Round(Evaluator evaluator, object? value, Arguments arguments)
    {
        object?[] bound = arguments.Bind("round", "precision", "method");
        if (!PythonNumber.TryFloat(value, out double number)) throw new TemplateFault($"{PythonType.Name(value)} cannot be rounded");
        int digits = (int)Math.Clamp(bound[0].Whole("round", 0), 0, 15);
        double scale = Math.Pow(10, digits);
        return bound[1].Or("common") switch
        {
            "common" when PythonNumber.TryWhole(value, out long whole) => (object)whole,
            "common" => Math.Round(number, digits, MidpointRounding.ToEven),
            "ceil" => Math.Ceiling(number * scale) / scale,
            "floor" => Math.Floor(number * scale) / scale,
            _ => throw new TemplateFault("round() takes the methods 'common', 'ceil' and 'floor'"),
        };
    }

    private static object? Sum(Evaluator evaluator, object? value, Arguments arguments)
    {
        object?[] bound = arguments.Bind("sum", "attribute", "start");
        object? sum = bound[1].Or(0L);
        foreach (object? item in PythonSequence.Items(value))
            sum = PythonArithmetic.Apply("+", sum, Attribute(item, bound[0].Or(null)), evaluator.Budget);
        return sum;
    }

    private static bool TryReal(object? value, out double real) => PythonNumber.TryFloat(value, out real)
        || (value is string text && double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out real));
}
