namespace TogetherAI.Cli;

/// <summary>What a command runs with. A test puts its own things here.</summary>
/// <param name="Output">Takes what was asked for, and nothing else.</param>
/// <param name="Error">Takes everything about it.</param>
internal sealed record CliContext(TextWriter Output, TextWriter Error)
{
    /// <summary>Where answers come from; null where there is nobody to ask.</summary>
    public TextReader? Input { get; init; }

    /// <summary>Whether <see cref="Error"/> is a terminal, on which what was written can change.</summary>
    public bool IsTerminal { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Makes the client; null for one that takes key, address and project from the environment.</summary>
    public Func<TogetherClient>? Client { get; init; }

    public TogetherClient CreateClient() => Client?.Invoke() ?? new TogetherClient(new TogetherClientOptions { TimeProvider = Time });

    /// <summary>Asks a question that a y answers, unless it was answered on the command line.</summary>
    /// <returns>Whether to go on.</returns>
    /// <exception cref="ArgumentException">There is nobody to ask.</exception>
    public async Task<bool> ConfirmAsync(string question, bool yes, CancellationToken cancellationToken)
    {
        if (yes)
            return true;
        if (Input is null)
            throw new ArgumentException("there is nobody to ask here; --yes answers what would be asked.");
        await Error.WriteAsync($"{question} [y/N] ".AsMemory(), cancellationToken);
        await Error.FlushAsync(cancellationToken);
        string? answer = await Input.ReadLineAsync(cancellationToken).AsTask().WaitAsync(cancellationToken);
        return answer?.Trim() is "y" or "Y" or "yes";
    }
}
