namespace TogetherAI;

/// <summary>The name the library gives itself: the service's edge turns away clients that have none.</summary>
internal static class UserAgent
{
    private static readonly string s_library =
        $"TogetherAI.NET/{typeof(UserAgent).Assembly.GetName().Version?.ToString(3)} (.NET {Environment.Version})";

    public static string Create(string? application) => application is { Length: > 0 } ? application + " " + s_library : s_library;
}
