package io.autodock.backup;

/** The content of one volume of an app, with the directory that it is mounted at. */
public record SavedVolume(String containerDirectory, SavedFile file) {}
