namespace TogetherAI.AotApp;

/// <summary>Prints a line for each check and counts those that failed.</summary>
internal sealed class Checks
{
    public int Failures { get; private set; }

    public void Equal<T>(string what, T expected, T actual)
    {
        bool holds = EqualityComparer<T>.Default.Equals(expected, actual);
        Console.WriteLine(holds ? $"ok {what}" : $"FAILED {what}: expected {expected}, got {actual}");
        if (!holds)
            Failures++;
    }
}
