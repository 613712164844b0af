package io.autodock.balance;

import io.autodock.formation.UserName;
import io.autodock.formation.traffic.CertificateName;

/** The certificates that formations may be served with. */
public interface Certificates {

    /**
     * A user's certificate of that name.
     *
     * @throws io.autodock.problem.AutodockException INVALID when there is none
     */
    CertificatePair pair(UserName user, CertificateName name);
}
