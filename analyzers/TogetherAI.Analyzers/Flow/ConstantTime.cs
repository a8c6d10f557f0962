using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TogetherAI.Analyzers;

/// <summary>Reads a span of time that is written out: milliseconds as a number, or <c>TimeSpan.From…</c> of a number.</summary>
internal static class ConstantTime
{
    /// <summary>The time in milliseconds; null where the code does not show it.</summary>
    public static double? Milliseconds(IOperation operation)
    {
        IOperation value = operation.Origin();
        if (Number(value) is { } milliseconds)
            return milliseconds;
        if (value is IFieldReferenceOperation { Field: { Name: "Zero" } field } && IsTimeSpan(field.ContainingType))
            return 0;
        if (value is not IInvocationOperation { TargetMethod: { IsStatic: true } method } call || !IsTimeSpan(method.ContainingType))
            return null;
        if (call.Arguments.Count(static argument => argument.ArgumentKind == ArgumentKind.Explicit) != 1
            || call.Arguments.FirstOrDefault(static argument => argument.ArgumentKind == ArgumentKind.Explicit) is not { } given
            || Number(given.Value.Unwrap()) is not { } number)
        {
            return null;
        }

        return method.Name switch
        {
            "FromTicks" => number / TimeSpan.TicksPerMillisecond,
            "FromMicroseconds" => number / 1000,
            "FromMilliseconds" => number,
            "FromSeconds" => number * 1000,
            "FromMinutes" => number * 60_000,
            "FromHours" => number * 3_600_000,
            "FromDays" => number * 86_400_000,
            _ => null,
        };
    }

    /// <summary>A number that the compiler knows; null where it knows none.</summary>
    public static double? Number(IOperation operation) => operation.Unwrap().ConstantValue is { HasValue: true, Value: { } value }
        ? value switch
        {
            int number => number,
            long number => number,
            double number => number,
            float number => number,
            decimal number => (double)number,
            uint number => number,
            short number => number,
            byte number => number,
            sbyte number => number,
            ushort number => number,
            _ => null,
        }
        : null;

    private static bool IsTimeSpan(ITypeSymbol type) => type.IsNamed("System", "TimeSpan");
}
