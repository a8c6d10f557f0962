using System.Globalization;

namespace TogetherAI;

/// <summary>Sorts failures into the few values that <c>error.type</c> may have; <see cref="TogetherTelemetry"/> lists them for users.</summary>
internal static class CallError
{
    public const string Abandoned = "abandoned";

    public static string TypeOf(Exception exception) => exception switch
    {
        TogetherTimeoutException timeout => timeout.Kind switch
        {
            TimeoutKind.Connect => "connect_timeout",
            TimeoutKind.Attempt => "attempt_timeout",
            TimeoutKind.FirstToken => "first_token_timeout",
            TimeoutKind.Idle => "idle_timeout",
            _ => "total_timeout",
        },

        // A stream that breaks has the status of its headers, 200, which is not what went wrong.
        TogetherException { StatusCode: { } status } when (int)status >= 400 => ((int)status).ToString(CultureInfo.InvariantCulture),
        OperationCanceledException => "cancelled",
        _ => exception.GetType().FullName!,
    };
}
