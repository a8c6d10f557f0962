using TogetherAI.Cli;

return await Tai.RunAsync(args, Console.Out, Console.Error);
